package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scale}: makes a learned schedule slower or faster as a whole. */
@Command(
        name = "scale",
        description = "Writes weights whose schedule is a multiple of the learned one.",
        mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

    /** In the provenance: what the trained schedule was multiplied with. */
    private static final String ETA_MULTIPLIER = "eta_multiplier";

    @Parameters(paramLabel = "FILE", description = "weights with a scheduler")
    private Path file;

    @Option(
            names = "--eta",
            paramLabel = "X",
            required = true,
            description = "what the multiplier of every step is multiplied with")
    private double factor;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "the weights, as safetensors")
    private Path target;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        Weights weights = WeightsFile.read(file);
        MetaParameters theta = scaled(weights.theta());
        double before =
                weights.provenance().get(ETA_MULTIPLIER).map(Double::parseDouble).orElse(1.0);
        WeightsFile.write(
                new Weights(
                        theta,
                        weights.provenance()
                                .with(ETA_MULTIPLIER, Double.toString(before * factor))),
                target);
        System.err.println("Wrote " + theta.id() + " to " + target);
        return 0;
    }

    private MetaParameters scaled(MetaParameters theta) {
        try {
            return Scheduler.scaled(theta, factor);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + " can't be scaled: " + e.getMessage(), e);
        }
    }
}
