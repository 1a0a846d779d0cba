package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: writes the weights of a run's last checkpoint. */
@Command(
        name = "export",
        description = "Writes the weights of a run's last checkpoint, or what to move it with.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the run's folder")
    private Path run;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "another architecture that these weights have all tensors of, for instance"
                            + " celo-rule: what stage rule has trained, without a scheduler")
    private String architecture;

    /** Exactly one of these. */
    private static final class Target {

        @Option(names = "--to", paramLabel = "FILE", description = "the weights, as safetensors")
        private Path weights;

        @Option(
                names = "--to-portable",
                paramLabel = "FILE",
                description = "what `resume --from` goes on from, with fresh particles")
        private Path portable;
    }

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(run);
        RunDescription description = folder.description();
        Checkpoint checkpoint = folder.load(description.settings().architecture());
        if (target.portable != null) {
            PortableCheckpoint.of(description, checkpoint).write(target.portable);
            System.err.println("Wrote the run without its particles to " + target.portable);
            return 0;
        }
        MetaParameters theta = weights(checkpoint.theta());
        WeightsFile.write(
                new Weights(
                        theta,
                        Origins.provenance(
                                description, checkpoint.stage(), checkpoint.iteration())),
                target.weights);
        System.err.println("Wrote " + theta.id() + " to " + target.weights);
        return 0;
    }

    private MetaParameters weights(MetaParameters theta) {
        if (architecture == null) {
            return theta;
        }
        try {
            return theta.part(Architecture.of(architecture));
        } catch (IllegalArgumentException e) {
            throw new UserException("--as " + architecture + " can't be had: " + e.getMessage(), e);
        }
    }
}
