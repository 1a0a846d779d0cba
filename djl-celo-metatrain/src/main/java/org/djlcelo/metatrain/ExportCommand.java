package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: writes the weights of a run's last checkpoint. */
@Command(
        name = "export",
        description = "Writes the weights of a run's last checkpoint.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the run's folder")
    private Path run;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "safetensors")
    private Path to;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(run);
        RunFolder.Description description = folder.description();
        Checkpoint checkpoint = folder.load();
        WeightsFile.write(
                new Weights(
                        checkpoint.theta(),
                        Origins.provenance(
                                description, checkpoint.stage(), checkpoint.iteration())),
                to);
        System.err.println("Wrote " + checkpoint.theta().id() + " to " + to);
        return 0;
    }
}
