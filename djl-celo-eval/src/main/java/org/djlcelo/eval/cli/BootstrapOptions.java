package org.djlcelo.eval.cli;

import java.util.List;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import picocli.CommandLine.Option;

/** How the intervals of scores are computed. */
final class BootstrapOptions {

    private static final String RUNS = "runs";
    private static final String TASKS = "tasks";

    @Option(names = "--replicates", description = "resamples behind each interval")
    private int replicates = Bootstrap.STANDARD.replicates();

    @Option(
            names = "--resample",
            description = "runs: the runs of each task; tasks: the tasks, too, for wider intervals")
    private String resample = RUNS;

    Bootstrap bootstrap() {
        return new Bootstrap(
                RunOptions.atLeastOne("--replicates", replicates),
                Bootstrap.STANDARD.seed(),
                resampling());
    }

    private Resampling resampling() {
        return switch (resample) {
            case RUNS -> Resampling.RUNS;
            case TASKS -> Resampling.RUNS_AND_TASKS;
            default ->
                    throw new UserException(
                            NearestName.unknown(
                                    "kind of resampling", resample, List.of(RUNS, TASKS)));
        };
    }
}
