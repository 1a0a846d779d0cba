package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.campaign.Budget;
import org.djlcelo.eval.campaign.Cell;
import org.djlcelo.eval.campaign.Family;
import org.djlcelo.eval.campaign.Lineup;
import org.djlcelo.eval.campaign.OpenTask;
import org.djlcelo.eval.campaign.Plan;
import org.djlcelo.eval.campaign.PlanText;
import org.djlcelo.eval.campaign.Planner;
import org.djlcelo.eval.campaign.TaskShelf;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.ScoreTable;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the runs of a suite, or of the tasks and optimizers named. */
@Command(
        name = "run",
        description = {
            "Trains tasks with optimizers and writes one record per run.",
            "All settings of an optimizer are run with the first seed, the best one with the others."
                    + " Runs that have their record are not repeated."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RunCommand implements Callable<Integer> {

    @Option(names = "--suite", description = "tasks, steps and seeds; see: list")
    private String suiteName = "quick";

    @Option(names = "--tasks", split = ",", description = "tasks instead of the suite's")
    private List<String> taskNames;

    @Option(
            names = "--optimizers",
            split = ",",
            description = "optimizers instead of the suite's; see: list")
    private List<String> optimizerNames;

    @Option(names = "--seeds", description = "number of seeds instead of the suite's")
    private Integer seeds;

    @Option(
            names = "--search-seeds",
            description = "how many of them all settings are run with, not only the best one")
    private int searchSeeds = 1;

    @Option(names = "--steps", description = "training steps instead of the suite's")
    private Integer steps;

    @Option(names = "--out", description = "folder for records (default: runs/SUITE)")
    private Path out;

    @Option(names = "--plan", description = "print what would be run, in which order, and why")
    private boolean planOnly;

    @Mixin private ExperimentOptions experiments = new ExperimentOptions();

    @Mixin private JobOptions jobs = new JobOptions();

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        jobs.prepare();
        Budget budget = jobs.budget();
        Suite suite = RunOptions.suite(suiteName);
        Lineup lineup = Lineup.of(suite.name());
        Plan plan = plan(suite, lineup);
        if (plan.cells().isEmpty()) {
            throw new UserException(
                    "The suite "
                            + suite.name()
                            + " runs none of these optimizers on any of these tasks; leave --suite"
                            + " out and name both.");
        }
        RecordStore store = new RecordStore(out == null ? Path.of("runs", suite.name()) : out);
        Environment environment = Environment.of(experiments.device());
        PrintWriter stdout = spec.commandLine().getOut();
        CampaignRunner runner = new CampaignRunner(stdout, plan, store, environment);
        if (planOnly) {
            stdout.print(PlanText.of(plan, runner.outcomes()));
            return 0;
        }
        List<RunRecord> records =
                runner.run(
                        jobs.workers(environment, experiments.forJobs(lineup.configurations())),
                        budget);
        stdout.println();
        Scorer.score(records).forEach(sheet -> stdout.println(ScoreTable.format(sheet)));
        stdout.println(
                "Records: "
                        + store.directory()
                        + "   Report: report --in "
                        + store.directory()
                        + " --out celo-report.html");
        return 0;
    }

    private Plan plan(Suite suite, Lineup lineup) {
        List<EvalTask> tasks = taskNames == null ? suite.tasks() : RunOptions.tasks(taskNames);
        int stepCount = RunOptions.atLeastOne("--steps", steps == null ? suite.steps() : steps);
        Cell.Seeds seedCounts =
                new Cell.Seeds(
                        RunOptions.atLeastOne("--search-seeds", searchSeeds),
                        RunOptions.atLeastOne("--seeds", seeds == null ? suite.seeds() : seeds));
        TaskShelf shelf = new TaskShelf(experiments.data());
        List<Family> families = families(lineup);
        List<OpenTask> open = tasks.stream().map(shelf::open).toList();
        Optional<OpenTask> pilot =
                lineup.pilot().map(p -> shelf.open(RunOptions.tasks(List.of(p.task())).get(0)));
        return new Planner(lineup, seedCounts, stepCount).plan(open, pilot, families);
    }

    private List<Family> families(Lineup lineup) {
        ContenderCatalog catalog = experiments.catalog(lineup.configurations());
        List<String> names =
                optimizerNames != null
                        ? optimizerNames
                        : Stream.concat(
                                        lineup.optimizers().stream(),
                                        catalog.namedByWeights().stream())
                                .toList();
        return Family.of(catalog.resolve(names));
    }
}
