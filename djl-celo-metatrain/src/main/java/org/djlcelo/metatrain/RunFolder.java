package org.djlcelo.metatrain;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.metatrain.inner.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run: {@code run.json} (settings), {@code metrics.jsonl}, the last two
 * checkpoints, {@code portable.bin} and {@code weights/} (snapshots).
 */
final class RunFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String SETTINGS = "run.json";
    private static final String CURRENT = "checkpoint.bin";
    private static final String PREVIOUS = "checkpoint.previous.bin";

    private final Path folder;

    RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Starts a run in a folder that has none. */
    void create(RunDescription description) throws IOException {
        if (Files.exists(folder.resolve(SETTINGS))) {
            throw new UserException(
                    "The folder "
                            + folder
                            + " already holds a run; resume it or name another folder.");
        }
        Files.createDirectories(folder.resolve("weights"));
        byte[] json = description.toJson().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve(SETTINGS), json);
    }

    RunDescription description() throws IOException {
        Path file = folder.resolve(SETTINGS);
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "The folder " + folder + " holds no run; there is no " + file + ".");
        }
        try {
            return RunDescription.fromJson(Files.readString(file));
        } catch (JsonParseException e) {
            throw new UserException("The file " + file + " is damaged: " + e.getMessage() + ".", e);
        }
    }

    Path metrics() {
        return folder.resolve("metrics.jsonl");
    }

    /** What another machine can go on from, renewed with every checkpoint. */
    Path portable() {
        return folder.resolve("portable.bin");
    }

    Path weights(Stage stage, int iteration) {
        return folder.resolve("weights")
                .resolve(String.format("%s-%06d.safetensors", stage.id(), iteration));
    }

    /** The meta-iterations after which the last snapshot of a stage was taken, if there is one. */
    Optional<Integer> lastSnapshot(Stage stage) throws IOException {
        Pattern name = Pattern.compile(stage.id() + "-(\\d+)\\.safetensors");
        Path weights = folder.resolve("weights");
        if (!Files.isDirectory(weights)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(weights)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .max(Integer::compare);
        }
    }

    /** Whether there is a checkpoint, usable or not. */
    boolean hasCheckpoint() {
        return Stream.of(CURRENT, PREVIOUS)
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** Keeps the checkpoint before this one; if this one can't be written, both that there are. */
    void save(Checkpoint checkpoint) throws IOException {
        Path current = folder.resolve(CURRENT);
        Path complete = WholeFile.prepare(current, SealedFile.seal(checkpoint.encode()));
        if (Files.exists(current)) {
            WholeFile.move(current, folder.resolve(PREVIOUS));
        }
        WholeFile.move(complete, current);
    }

    /** The last usable checkpoint of a run that trains an architecture. */
    Checkpoint load(Architecture architecture) throws IOException {
        for (String name : List.of(CURRENT, PREVIOUS)) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    Checkpoint checkpoint = Checkpoint.decode(SealedFile.read(file), architecture);
                    if (name.equals(PREVIOUS)) {
                        LOG.warn("Continuing from {}, the checkpoint before", file);
                    }
                    return checkpoint;
                } catch (IOException | IllegalArgumentException e) {
                    LOG.warn("The checkpoint {} can't be used: {}", file, reason(e));
                }
            }
        }
        throw new UserException(
                "The folder "
                        + folder
                        + " has no usable checkpoint; start another run, with --init from its"
                        + " weights if there are any.");
    }

    /** Some exceptions of the JDK say nothing. */
    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
