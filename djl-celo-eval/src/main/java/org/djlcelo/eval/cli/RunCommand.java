package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.data.DataSource;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.experiment.Campaign;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.progress.Progress;
import org.djlcelo.eval.score.ScoreTable;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.lopt.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the runs of a suite, or of the tasks and optimizers named. */
@Command(
        name = "run",
        description = "Trains tasks with optimizers and writes one record per run.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RunCommand implements Callable<Integer> {

    @Option(names = "--suite", description = "tasks, steps and seeds; see: list")
    private String suiteName = "quick";

    @Option(names = "--tasks", split = ",", description = "tasks instead of the suite's")
    private List<String> taskNames;

    @Option(names = "--optimizers", split = ",", description = "optimizers; see: list")
    private List<String> optimizerNames = List.of("celo", "celo-rule", "celo-random", "adam");

    @Option(names = "--seeds", description = "number of seeds instead of the suite's")
    private Integer seeds;

    @Option(names = "--steps", description = "training steps instead of the suite's")
    private Integer steps;

    @Option(names = "--data-dir", description = "folder with data sets instead of embedded data")
    private Path dataDir;

    @Option(names = "--out", description = "folder for records (default: runs/SUITE)")
    private Path out;

    @Option(names = "--weights", description = "zoo artifact, .safetensors or theta.state file")
    private String weights = LearnedWeights.DEFAULT_ARTIFACT;

    @Option(
            names = "--nadamw-list",
            description =
                    "NAdamW's published configurations, a JSON file (default: drawn at random)")
    private Path nadamwList;

    @Option(names = "--nadamw-count", description = "how many NAdamW configurations are tried")
    private int nadamwCount = ContenderCatalog.NADAMW_COUNT;

    @Option(names = "--device", description = "cpu or gpu")
    private String device = "cpu";

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Suite suite = RunOptions.suite(suiteName);
        List<EvalTask> tasks = taskNames == null ? suite.tasks() : RunOptions.tasks(taskNames);
        int stepCount = RunOptions.atLeastOne("--steps", steps == null ? suite.steps() : steps);
        int seedCount = RunOptions.atLeastOne("--seeds", seeds == null ? suite.seeds() : seeds);
        DataSource data = RunOptions.dataSource(dataDir);
        int nadamws = RunOptions.atLeastOne("--nadamw-count", nadamwCount);
        List<Contender> contenders =
                new ContenderCatalog(
                                () -> LearnedWeights.load(weights, Architecture.CELO),
                                () -> RunOptions.nadamw(nadamwList, nadamws))
                        .resolve(optimizerNames);
        List<Experiment> experiments =
                RunOptions.experiments(tasks, data, contenders, seedCount, stepCount);
        RecordStore store = new RecordStore(out == null ? Path.of("runs", suite.name()) : out);

        PrintWriter stdout = spec.commandLine().getOut();
        List<RunRecord> records =
                run(stdout, store, Environment.of(RunOptions.device(device)), experiments);
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

    static List<RunRecord> run(
            PrintWriter out,
            RecordStore store,
            Environment environment,
            List<Experiment> experiments) {
        Campaign campaign = new Campaign(store, environment);
        List<Experiment> missing = campaign.missing(experiments);
        if (missing.size() < experiments.size()) {
            out.println(
                    experiments.size()
                            - missing.size()
                            + " of "
                            + experiments.size()
                            + " runs have their record in "
                            + store.directory()
                            + " and are not repeated.");
        }
        Progress progress =
                Progress.of(
                        out,
                        missing.stream()
                                .map(e -> new Progress.Planned(e.task().name(), e.steps()))
                                .toList());
        return campaign.run(experiments, progress);
    }
}
