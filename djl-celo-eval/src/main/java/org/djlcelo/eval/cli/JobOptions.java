package org.djlcelo.eval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.eval.Main;
import org.djlcelo.eval.campaign.Budget;
import org.djlcelo.eval.campaign.LocalWorker;
import org.djlcelo.eval.campaign.Worker;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.fork.ForkClassPath;
import org.djlcelo.eval.jobs.JobCommand;
import org.djlcelo.eval.jobs.JobWorker;
import picocli.CommandLine.Option;

/** How many runs are made at a time, by what, and for how long. */
final class JobOptions {

    @Option(names = "--jobs", description = "how many runs are made at a time, each in its own JVM")
    private int jobs = 1;

    @Option(names = "--threads", description = "threads of each run (default: 1)")
    private Integer threads;

    @Option(
            names = "--budget",
            description =
                    "stop after so much time, as in 90m or 1h30m; the most informative runs come"
                            + " first (default: no limit)")
    private String budget;

    /** Fixes the number of threads of this JVM, before its engine is loaded. */
    void prepare() {
        RunOptions.atLeastOne("--jobs", jobs);
        if (threads != null) {
            int count = RunOptions.atLeastOne("--threads", threads);
            System.setProperty(Environment.ENGINE_THREADS, String.valueOf(count));
        }
    }

    Budget budget() {
        return budget == null ? Budget.UNLIMITED : Budget.parse(budget);
    }

    /** Makes workers that find tasks and optimizers by options of the command line. */
    List<Worker> workers(Environment environment, List<String> options) {
        if (jobs == 1) {
            return List.of(new LocalWorker(environment));
        }
        List<String> command =
                new JobCommand(
                                ForkClassPath.of(Main.class.getClassLoader()),
                                Main.class.getName(),
                                environment.threads())
                        .of(
                                System.getProperties(),
                                Stream.concat(Stream.of(WorkCommand.NAME), options.stream())
                                        .toList());
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            workers.add(new JobWorker(command, environment));
        }
        return workers;
    }
}
