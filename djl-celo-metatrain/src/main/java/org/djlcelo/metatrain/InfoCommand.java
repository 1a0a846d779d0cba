package org.djlcelo.metatrain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code info}: shows what a weight file says about itself. */
@Command(
        name = "info",
        description = "Shows what weights are and how they were made.",
        mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "safetensors or flax msgpack")
    private Path file;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        Weights weights = WeightsFile.read(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println("id: " + weights.theta().id());
        out.println("architecture: " + weights.theta().architecture());
        out.println("meta-parameters: " + weights.theta().architecture().size());
        weights.provenance().entries().forEach((k, v) -> out.println(k + ": " + v));
        return 0;
    }
}
