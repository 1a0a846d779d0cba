package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what can be named on the command line. */
@Command(
        name = "list",
        description = "Lists suites, tasks and optimizers.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Map<String, String> suites = new TreeMap<>();
        for (Suite suite : Suite.all()) {
            suites.put(
                    suite.name(),
                    suite.summary()
                            + ": "
                            + suite.steps()
                            + " steps, seeds "
                            + suite.seeds()
                            + ", tasks "
                            + String.join(
                                    ",", suite.tasks().stream().map(EvalTask::name).toList()));
        }
        Map<String, String> tasks = new TreeMap<>();
        Suite.allTasks().forEach(task -> tasks.put(task.name(), task.summary()));
        ContenderCatalog catalog = new ContenderCatalog(WeightsChoice.of(List.of()));
        print("Suites (--suite)", suites);
        print("Tasks (--tasks)", tasks);
        print("Optimizers (--optimizers)", catalog.summaries());
        return 0;
    }

    private void print(String title, Map<String, String> entries) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(title);
        entries.forEach((name, summary) -> out.println(String.format("  %-22s %s", name, summary)));
        out.println();
    }
}
