package org.djlcelo.optimizer;

import java.io.IOException;
import java.nio.file.Path;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;

/** Where a builder takes its meta-parameters from, read when the optimizer is built. */
final class WeightsSource {

    private final Architecture architecture;
    private final Reader reader;

    private WeightsSource(Architecture architecture, Reader reader) {
        this.architecture = architecture;
        this.reader = reader;
    }

    private interface Reader {
        MetaParameters read() throws IOException;
    }

    static WeightsSource zoo(Architecture architecture) {
        String artifact = architecture.name();
        return new WeightsSource(architecture, () -> ZooWeights.load(artifact).theta());
    }

    WeightsSource given(MetaParameters theta) {
        return new WeightsSource(architecture, () -> theta);
    }

    WeightsSource file(Path file) {
        return new WeightsSource(architecture, () -> WeightsFile.read(file).theta());
    }

    WeightsSource artifact(String artifactId) {
        return new WeightsSource(architecture, () -> ZooWeights.load(artifactId).theta());
    }

    MetaParameters load() {
        MetaParameters theta;
        try {
            theta = reader.read();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!theta.architecture().name().equals(architecture.name())) {
            throw new IllegalArgumentException(
                    "The weights "
                            + theta.id()
                            + " are of architecture "
                            + theta.architecture()
                            + ", but this optimizer needs "
                            + architecture);
        }
        return theta;
    }
}
