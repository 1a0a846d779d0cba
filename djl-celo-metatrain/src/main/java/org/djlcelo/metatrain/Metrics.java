package org.djlcelo.metatrain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The metrics file, one JSON object per line.
 *
 * <p>A checkpoint remembers the file's length; resuming cuts off what was written after it, so that
 * the file reads as if the run had never stopped.
 */
final class Metrics implements AutoCloseable {

    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private final FileChannel channel;

    /** What a full disk has not taken yet. */
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    private Metrics(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file, keeping its first {@code length} bytes, and keeps others from doing so.
     *
     * @throws UserException if the file is open already: two runs would write over each other
     */
    static Metrics open(Path file, long length) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            channel.truncate(length);
            channel.position(channel.size());
        } catch (IOException | UserException e) {
            channel.close();
            throw e;
        }
        return new Metrics(channel);
    }

    /** Far behind the end, because locks keep readers out on some systems. */
    private static void lock(FileChannel channel, Path file) throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new UserException(
                    "The run in "
                            + file.getParent()
                            + " is still going on; stop it before you resume it.");
        }
    }

    /**
     * Writes a line.
     *
     * @throws IOException if the disk takes nothing now; the line is kept and goes with the next
     */
    void write(MetricsLine line) throws IOException {
        waiting.writeBytes((GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
        writeWaiting();
    }

    private void writeWaiting() throws IOException {
        long start = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // no half lines
            channel.truncate(start);
            channel.position(start);
            throw e;
        }
        waiting.reset();
    }

    /** Makes sure that everything is on disk and returns the file's length. */
    long flush() throws IOException {
        writeWaiting();
        channel.force(false);
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
