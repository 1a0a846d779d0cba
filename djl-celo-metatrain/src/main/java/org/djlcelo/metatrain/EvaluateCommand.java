package org.djlcelo.metatrain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.data.DataSource;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: judges weights on inner and validation tasks beside Adam, to choose by. */
@Command(
        name = "evaluate",
        description = {
            "Trains the inner tasks, and validation tasks that no weights were trained on, with"
                    + " given weights and with Adam.",
            "Prints losses per task and horizon, and scores against the best Adam, seed by seed:"
                    + " its final loss over theirs, and how much sooner they are where it ends."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {

    /** Which tasks to judge by. */
    enum On {
        INNER,
        VALIDATION
    }

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "weights to judge")
    private List<Path> files = List.of();

    @Option(
            names = "--as",
            defaultValue = "scheduler",
            description = "scheduler: as used; rule: without its scheduler, as in stage rule")
    private Stage stage;

    @Mixin private DataOptions dataOptions;

    @Option(names = "--tasks", split = ",", description = "data sets; default: all of the source")
    private List<String> tasks;

    @Option(
            names = "--on",
            split = ",",
            defaultValue = "inner,validation",
            description = "inner: the networks trained on; validation: others")
    private List<On> on;

    @Mixin private JudgeOptions judgeOptions;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        List<Contender> contenders = new ArrayList<>();
        List<String> labels = FileLabels.of(files);
        for (Path file : files) {
            MetaParameters theta = Origins.read(file);
            if (stage == Stage.RULE && !Settings.hasRule(theta.architecture())) {
                throw new UserException(
                        "The weights in " + file + " have no update rule; leave --as rule out.");
            }
            contenders.add(Contender.learned(labels.get(contenders.size()), stage, theta));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (TaskGroup group : groups()) {
            judgeOptions
                    .hold(List.of(group), contenders, message -> {})
                    .forEach(contest -> ScoreText.print(contest, judgeOptions.seeds(), out));
        }
        return 0;
    }

    private List<TaskGroup> groups() throws IOException {
        DataSource source = dataOptions.place().open();
        Key key = Key.of(0).with("judge");
        List<TaskGroup> groups = new ArrayList<>();
        if (on.contains(On.INNER)) {
            List<String> names = tasks == null ? source.names() : tasks;
            groups.add(new TaskGroup("inner tasks", TaskData.load(source, names, key).tasks()));
        }
        if (on.contains(On.VALIDATION)) {
            groups.add(ValidationTasks.of(source, key));
        }
        return groups;
    }
}
