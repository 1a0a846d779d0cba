package org.djlcelo.optimizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.testing.SharedFolder;

/** Weights that were really trained. */
final class TestWeights {

    private TestWeights() {}

    /** The official Celo weights; skips the calling test without the shared folder. */
    static MetaParameters official() {
        try {
            return WeightsFile.read(SharedFolder.require("reference/celo-official/theta.state"))
                    .theta();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
