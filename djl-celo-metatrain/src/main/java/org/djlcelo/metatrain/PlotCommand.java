package org.djlcelo.metatrain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.djlcelo.chart.Series;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plot}: shows runs in one HTML file, also while they go on. */
@Command(
        name = "plot",
        description = {
            "Writes one HTML file with the curves of runs, their learned schedules and, on the"
                    + " inner tasks of the first, a comparison with the best Adam.",
            "Runs may still be going on."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class PlotCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "folders of runs")
    private List<Path> folders;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the HTML file")
    private Path out;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "FILE",
            description = "weights to compare with, for instance the official ones")
    private List<Path> weights = List.of();

    @Option(names = "--with-validation", description = "compare on validation tasks, too")
    private boolean withValidation;

    @Mixin private DataOptions dataOptions;

    @Mixin private JudgeOptions judgeOptions;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        List<MetricsHistory> histories = new ArrayList<>();
        List<RunDescription> descriptions = new ArrayList<>();
        List<Contender> contenders = new ArrayList<>();
        Map<String, RunOutcome> schedulers = new LinkedHashMap<>();
        for (Path path : folders) {
            RunFolder folder = new RunFolder(path);
            String label = path.toAbsolutePath().normalize().getFileName().toString();
            histories.add(MetricsHistory.read(label, folder.metrics()));
            RunDescription description = folder.description();
            descriptions.add(description);
            RunOutcome outcome = RunOutcome.of(folder, description.settings());
            contenders.add(
                    Contender.learned(
                            label + ", " + outcome.stage().id() + " " + outcome.iteration(),
                            outcome.stage(),
                            outcome.theta()));
            boolean staged = LearnedOptimizers.hasStages(description.settings().optimizer());
            if (staged && outcome.stage() != Stage.RULE) {
                schedulers.put(label, outcome);
            }
        }
        List<String> labels = FileLabels.of(weights);
        for (int i = 0; i < labels.size(); i++) {
            MetaParameters theta = Origins.read(weights.get(i));
            contenders.add(Contender.learned(labels.get(i), Stage.SCHEDULER, theta));
        }
        Settings settings = descriptions.get(0).settings();
        DataPlace place = dataOptions.isGiven() ? dataOptions.place() : settings.data();
        Key key = Key.of(0).with("judge");
        TaskData data = TaskData.load(place.open(), settings.tasks(), settings.trainPart(), key);
        Map<String, List<Series>> schedules = new LinkedHashMap<>();
        schedulers.forEach(
                (label, outcome) ->
                        schedules.put(
                                label + " on " + data.tasks().get(0).name(),
                                Schedules.of(outcome.theta(), data.tasks().get(0))));
        List<TaskGroup> groups = new ArrayList<>();
        groups.add(new TaskGroup("inner tasks", data.tasks()));
        if (withValidation) {
            groups.add(ValidationTasks.of(place.open(), key));
        }
        List<Contest> contests = judgeOptions.hold(groups, contenders, System.err::println);
        Map<String, String> sets = new LinkedHashMap<>();
        for (int i = 0; i < settings.tasks().size(); i++) {
            sets.put(settings.tasks().get(i), data.descriptions().get(i));
        }
        String page = new PlotPage(histories, descriptions, schedules, contests, sets).html();
        WholeFile.write(out, page.getBytes(StandardCharsets.UTF_8));
        System.err.println("Wrote " + out);
        return 0;
    }
}
