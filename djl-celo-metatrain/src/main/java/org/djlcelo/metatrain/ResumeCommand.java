package org.djlcelo.metatrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code resume}: continues a run, from its last checkpoint with the same numbers or from a
 * portable one in another folder.
 */
@Command(
        name = "resume",
        description = {
            "Continues a run from its last checkpoint, as if it had never stopped.",
            "With --from, goes on in another folder or on another machine, with fresh particles."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Place place;

    /** Where the run is. */
    private static final class Place {

        @Parameters(paramLabel = "DIR", description = "the run's folder")
        private Path folder;

        @ArgGroup(exclusive = false)
        private Move move;
    }

    /** A run that moves. */
    private static final class Move {

        @Option(
                names = "--from",
                paramLabel = "FILE",
                required = true,
                description = "a run's portable.bin, or what export --to-portable wrote")
        private Path from;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "the folder to go on in")
        private Path out;
    }

    @Mixin private DataOptions dataOptions;

    @Option(names = "--threads", description = "no influence on the result")
    private Integer threads;

    @Option(names = "--iterations", description = "more of them, for a run of one stage")
    private Integer iterations;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        return place.move == null ? resume(place.folder) : goOn(place.move);
    }

    private int resume(Path out) throws Exception {
        RunFolder folder = new RunFolder(out);
        RunDescription description = changed(folder.description());
        Checkpoint checkpoint = folder.load(description.settings().architecture());
        MetaTraining training = new MetaTraining(folder, description, data(description));
        return Interruptible.run(training, () -> training.resume(checkpoint), out);
    }

    private int goOn(Move move) throws Exception {
        PortableCheckpoint from = PortableCheckpoint.read(move.from);
        RunDescription description =
                changed(from.description())
                        .with(new RunDescription.Continuation(from.stage(), from.iteration()));
        TaskData data = data(description);
        RunFolder folder = new RunFolder(move.out);
        folder.create(description);
        MetaTraining training = new MetaTraining(folder, description, data);
        return Interruptible.run(training, () -> training.goOn(from), move.out);
    }

    /** The data of a run, found elsewhere perhaps but the same. */
    private static TaskData data(RunDescription run) throws IOException {
        Settings settings = run.settings();
        TaskData data = TaskData.of(settings, settings.data().open());
        if (!data.descriptions().equals(run.data())) {
            throw new UserException(
                    "The data sets in "
                            + settings.data()
                            + " are not those that the run began with; name those with --data-dir"
                            + " or start a new run.");
        }
        return data;
    }

    private RunDescription changed(RunDescription run) {
        SettingsBuilder settings = run.settings().change();
        if (dataOptions.isGiven()) {
            settings.optData(dataOptions.place());
        }
        if (threads != null) {
            settings.optThreads(threads);
        }
        if (iterations != null) {
            if (run.settings().stages().size() > 1) {
                throw new UserException(
                        "--iterations can only be changed for a run of one stage, for its weights"
                                + " would tell a wrong number of the other.");
            }
            if (run.settings().recipe().rates().shape() != RateSchedule.Shape.CONSTANT) {
                throw new UserException(
                        "--iterations can't be changed for a run whose rate follows a schedule.");
            }
            settings.optIterations(iterations);
        }
        return run.with(settings.build());
    }
}
