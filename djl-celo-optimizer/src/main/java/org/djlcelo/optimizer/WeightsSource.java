package org.djlcelo.optimizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;

/** Where a builder takes its meta-parameters from, read when the optimizer is built. */
final class WeightsSource {

    /** What the optimizer can run. */
    private final List<Architecture> architectures;

    private final Reader reader;

    private WeightsSource(List<Architecture> architectures, Reader reader) {
        this.architectures = architectures;
        this.reader = reader;
    }

    private interface Reader {
        MetaParameters read() throws IOException;
    }

    /** The zoo's artifact of the first of the architectures that an optimizer can run. */
    static WeightsSource zoo(Architecture... architectures) {
        String artifact = architectures[0].name();
        return new WeightsSource(List.of(architectures), () -> ZooWeights.load(artifact).theta());
    }

    WeightsSource given(MetaParameters theta) {
        return new WeightsSource(architectures, () -> theta);
    }

    WeightsSource file(Path file) {
        return new WeightsSource(architectures, () -> WeightsFile.read(file).theta());
    }

    WeightsSource artifact(String artifactId) {
        return new WeightsSource(architectures, () -> ZooWeights.load(artifactId).theta());
    }

    MetaParameters load() {
        MetaParameters theta;
        try {
            theta = reader.read();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        String found = theta.architecture().name();
        if (architectures.stream().noneMatch(a -> a.name().equals(found))) {
            throw new IllegalArgumentException(
                    "The weights "
                            + theta.id()
                            + " are of architecture "
                            + found
                            + ", but this optimizer needs "
                            + names());
        }
        return theta;
    }

    private String names() {
        return architectures.stream().map(Architecture::name).collect(Collectors.joining(" or "));
    }
}
