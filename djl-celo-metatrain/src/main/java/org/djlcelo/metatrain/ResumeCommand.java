package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.djlcelo.random.Key;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resume}: continues a run from its last checkpoint, with the same numbers. */
@Command(
        name = "resume",
        description = "Continues a run from its last checkpoint.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the run's folder")
    private Path out;

    @Option(names = "--threads", description = "no influence on the result")
    private Integer threads;

    @Option(names = "--iterations", description = "more of them, for a run of one stage")
    private Integer iterations;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(out);
        RunFolder.Description saved = folder.description();
        Settings settings = settings(saved.settings());
        Checkpoint checkpoint = folder.load();
        TaskData data =
                TaskData.load(
                        settings.data().open(),
                        settings.tasks(),
                        Key.of(settings.seed()).with("data"));
        if (!data.descriptions().equals(saved.data())) {
            throw new UserException(
                    "The data sets are no longer those that the run in "
                            + out
                            + " began with; put them back or start a new run.");
        }
        MetaTraining training = new MetaTraining(folder, saved.with(settings), data);
        return Interruptible.run(training, () -> training.resume(checkpoint), out);
    }

    private Settings settings(Settings saved) {
        Settings settings = threads == null ? saved : saved.withThreads(threads);
        if (iterations == null) {
            return settings;
        }
        if (settings.stages().size() > 1) {
            throw new UserException(
                    "--iterations can only be changed for a run of one stage, for its weights would"
                            + " tell a wrong number of the other.");
        }
        return settings.withIterations(iterations);
    }
}
