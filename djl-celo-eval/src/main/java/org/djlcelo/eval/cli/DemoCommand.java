package org.djlcelo.eval.cli;

import ai.djl.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.djlcelo.data.ImageSets;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.campaign.Budget;
import org.djlcelo.eval.campaign.Cell;
import org.djlcelo.eval.campaign.Family;
import org.djlcelo.eval.campaign.Lineup;
import org.djlcelo.eval.campaign.LocalWorker;
import org.djlcelo.eval.campaign.OpenTask;
import org.djlcelo.eval.campaign.Plan;
import org.djlcelo.eval.campaign.Planner;
import org.djlcelo.eval.campaign.TaskShelf;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.report.Report;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.ScoreTable;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.score.Verdict;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.lopt.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top command; without a subcommand it demonstrates Celo on two small networks. */
@Command(
        name = "djl-celo-eval",
        description = {
            "Shows on real data what the learned optimizer Celo is worth.",
            "Without a command: a demonstration of one or two minutes."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ScoreCommand.class,
            ReportCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            WorkCommand.class
        })
final class DemoCommand implements Callable<Integer> {

    private static final Path RECORDS = Path.of("runs", "demo");
    private static final Path REPORT = Path.of("celo-report.html");

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Suite suite = Suite.DEMO;
        LearnedWeights weights = weights();
        List<Contender> contenders =
                new ContenderCatalog(WeightsChoice.celo(() -> weights))
                        .resolve(List.of("celo", "adam"));
        TaskShelf shelf = new TaskShelf(DataPlan.of(ImageSets.embedded()));
        List<OpenTask> tasks = suite.tasks().stream().map(shelf::open).toList();
        Plan plan =
                new Planner(Lineup.SMALL, new Cell.Seeds(1, suite.seeds()), suite.steps())
                        .plan(tasks, Optional.empty(), Family.of(contenders));

        out.println(
                "Two networks on real data, trained by Celo and by Adam at five learning rates:");
        for (EvalTask task : suite.tasks()) {
            out.println("  " + task.name() + ": " + task.summary());
        }
        out.println(
                "Celo has no learning rate; its weights are "
                        + weights.theta().id()
                        + " ("
                        + weights.source()
                        + ").");
        out.println(
                plan.size() + " runs of " + suite.steps() + " steps, one or two minutes in all.");
        out.println();

        Environment environment = Environment.of(Device.cpu());
        List<RunRecord> records =
                new CampaignRunner(out, plan, new RecordStore(RECORDS), environment)
                        .run(List.of(new LocalWorker(environment)), Budget.UNLIMITED);
        Report.of(records, Bootstrap.STANDARD).writeHtml(REPORT);
        out.println();
        for (ScoreSheet sheet : Scorer.score(records)) {
            out.println(ScoreTable.brief(sheet));
            Verdict.of(sheet).ifPresent(out::println);
        }
        out.println();
        out.println("Learning curves and Celo's schedule: " + REPORT.toAbsolutePath().toUri());
        return 0;
    }

    private static LearnedWeights weights() {
        try {
            return LearnedWeights.load(LearnedWeights.DEFAULT_ARTIFACT, Architecture.CELO);
        } catch (UserException e) {
            throw new UserException(
                    "The demonstration needs the trained weights of the model zoo ("
                            + e.getMessage()
                            + "); with a weight file: run --suite demo --optimizers celo,adam"
                            + " --weights FILE.",
                    e);
        }
    }
}
