package org.djlcelo.eval.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.eval.campaign.OpenTask;
import org.djlcelo.eval.campaign.TaskShelf;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.jobs.JobChild;
import org.djlcelo.eval.jobs.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One job of {@code run --jobs}: takes orders from standard input. */
@Command(name = WorkCommand.NAME, description = "Is started by run --jobs.", hidden = true)
final class WorkCommand implements Callable<Integer> {

    static final String NAME = "work";

    @Mixin private ExperimentOptions options = new ExperimentOptions();

    @Spec private CommandSpec spec;

    private ContenderCatalog catalog;
    private TaskShelf shelf;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter replies = spec.commandLine().getOut();
        // what a library prints must not come between replies
        System.setOut(System.err);
        catalog = options.catalog(ContenderCatalog.NADAMW_COUNT);
        shelf = new TaskShelf(options.data());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new JobChild(replies, Environment.of(options.device()), this::experiment)
                .workUntilHalt(orders);
        return 0;
    }

    private Experiment experiment(Order order) {
        OpenTask open = shelf.open(RunOptions.tasks(List.of(order.task())).get(0));
        return new Experiment(
                open.task(),
                open.workload(),
                catalog.resolve(List.of(order.optimizer())).get(0),
                order.seed(),
                order.steps(),
                Protocol.STANDARD);
    }
}
