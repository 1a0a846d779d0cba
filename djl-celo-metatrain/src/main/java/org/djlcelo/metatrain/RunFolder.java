package org.djlcelo.metatrain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.djlcelo.metatrain.inner.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run: {@code run.json} (settings), {@code metrics.jsonl}, the last two checkpoints
 * and {@code weights/} (snapshots).
 */
final class RunFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String SETTINGS = "run.json";
    private static final String CURRENT = "checkpoint.bin";
    private static final String PREVIOUS = "checkpoint.previous.bin";

    private final Path folder;

    RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What {@code run.json} holds.
     *
     * @param settings the run's settings
     * @param data what the data sets are
     * @param licences their licences
     * @param start how the weights that the run started from were made, null for random ones
     */
    record Description(Settings settings, List<String> data, List<String> licences, String start) {

        Description with(Settings other) {
            return new Description(other, data, licences, start);
        }
    }

    /** Starts a run in a folder that has none. */
    void create(Description description) throws IOException {
        if (Files.exists(folder.resolve(SETTINGS))) {
            throw new UserException(
                    "The folder "
                            + folder
                            + " already holds a run; resume it or name another folder.");
        }
        Files.createDirectories(folder.resolve("weights"));
        byte[] json = GSON.toJson(description).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve(SETTINGS), json);
    }

    Description description() throws IOException {
        Path file = folder.resolve(SETTINGS);
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "The folder " + folder + " holds no run; there is no " + file + ".");
        }
        try {
            return GSON.fromJson(Files.readString(file), Description.class);
        } catch (JsonParseException e) {
            throw new UserException("The file " + file + " is damaged: " + e.getMessage() + ".", e);
        }
    }

    Path metrics() {
        return folder.resolve("metrics.jsonl");
    }

    Path weights(Stage stage, int iteration) {
        return folder.resolve("weights")
                .resolve(String.format("%s-%06d.safetensors", stage.id(), iteration));
    }

    /** Keeps the checkpoint before this one; if this one can't be written, both that there are. */
    void save(Checkpoint checkpoint) throws IOException {
        byte[] content = checkpoint.encode();
        byte[] guarded = Arrays.copyOf(content, content.length + Long.BYTES);
        ByteBuffer.wrap(guarded).putLong(content.length, crc(content));
        Path current = folder.resolve(CURRENT);
        Path complete = WholeFile.prepare(current, guarded);
        if (Files.exists(current)) {
            WholeFile.move(current, folder.resolve(PREVIOUS));
        }
        WholeFile.move(complete, current);
    }

    Checkpoint load() throws IOException {
        for (String name : List.of(CURRENT, PREVIOUS)) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    Checkpoint checkpoint = load(file);
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

    private static Checkpoint load(Path file) throws IOException {
        byte[] guarded = Files.readAllBytes(file);
        int length = Math.max(0, guarded.length - Long.BYTES);
        byte[] content = Arrays.copyOf(guarded, length);
        if (length == 0 || ByteBuffer.wrap(guarded).getLong(length) != crc(content)) {
            throw new IOException("its checksum does not match");
        }
        return Checkpoint.decode(content);
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
