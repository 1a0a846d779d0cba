package org.djlcelo.eval.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.eval.bench.Bench;
import org.djlcelo.eval.contender.LearnedWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what steps cost. */
@Command(
        name = "bench",
        description = {
            "Measures Celo beside DJL's Adam and AdamW and a bound of the memory: optimizer steps,",
            "whole training steps, meta-iterations. Leave the machine alone meanwhile."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "fewer and shorter: at most 90 s on two cores")
    private boolean quick;

    @Option(names = "--only", split = ",", description = "benchmarks by name, as in the table")
    private List<String> only = List.of();

    @Option(names = "--threads", description = "what all threads are (default: all cores)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--forks", description = "JVMs that measure each group, one after the other")
    private int forks = 1;

    @Option(
            names = "--weights",
            description = "zoo artifact, .safetensors or theta.state file, or: random")
    private String weights = LearnedWeights.DEFAULT_ARTIFACT;

    @Option(names = "--device", description = "cpu or gpu")
    private String device = "cpu";

    @Option(names = "--json", paramLabel = "FILE", description = "write the results there, too")
    private Path json;

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Bench.Settings settings =
                new Bench.Settings(
                        quick,
                        only,
                        RunOptions.atLeastOne("--threads", threads),
                        RunOptions.atLeastOne("--forks", forks),
                        weights,
                        RunOptions.device(device),
                        json);
        new Bench(settings, spec.commandLine().getOut()).run();
        return 0;
    }
}
