package org.djlcelo.metatrain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    private Metrics(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a file, keeping its first {@code length} bytes. */
    static Metrics open(Path file, long length) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(channel.size());
        return new Metrics(channel);
    }

    void write(MetricsLine line) throws IOException {
        byte[] json = (GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(json);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Makes sure that everything is on disk and returns the file's length. */
    long flush() throws IOException {
        channel.force(false);
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
