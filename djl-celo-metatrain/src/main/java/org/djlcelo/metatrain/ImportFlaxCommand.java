package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import-flax}: turns an official {@code theta.state} into safetensors. */
@Command(
        name = "import-flax",
        description = {
            "Converts official weights (flax msgpack, theta.state) to safetensors.",
            "What they are and where they come from is written into the file, with their checksum."
        },
        mixinStandardHelpOptions = true)
final class ImportFlaxCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "theta.state of Celo or Celo-Adam")
    private Path file;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "safetensors")
    private Path to;

    @Option(names = "--source", description = "where the file comes from, for its provenance")
    private String source;

    @Option(names = "--license", description = "the licence of the weights")
    private String license;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        Weights weights = WeightsFile.read(file);
        Provenance provenance = weights.provenance();
        if (source != null) {
            String known = provenance.get(Provenance.SOURCE).map(text -> "; " + text).orElse("");
            provenance = provenance.with(Provenance.SOURCE, source + known);
        }
        if (license != null) {
            provenance = provenance.with(Provenance.LICENSE, license);
        }
        WeightsFile.write(new Weights(weights.theta(), provenance), to);
        System.err.println("Wrote " + weights.theta().id() + " to " + to);
        return 0;
    }
}
