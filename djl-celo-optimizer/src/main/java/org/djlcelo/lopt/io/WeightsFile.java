package org.djlcelo.lopt.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads and writes weight files.
 *
 * <p>Written as safetensors. Read are safetensors and the flax msgpack files of the reference
 * implementation ({@code theta.state}); the content decides which, not the name. Tensors are found
 * by name. Nothing in a file is trusted: a damaged or hostile one gives a {@link WeightsException},
 * and memory use is bounded by the size that the file really has.
 */
public final class WeightsFile {

    /** Largest file read, in bytes; a learned optimizer is a few hundred kilobytes. */
    static final int MAX_BYTES = 64 << 20;

    private WeightsFile() {}

    /**
     * Reads a file.
     *
     * @param file a safetensors or flax msgpack file
     * @return its weights
     * @throws WeightsException if it is missing or isn't a valid weight file
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WeightsException(file.toString(), "this is a folder; name a file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new WeightsException(file.toString(), "there is no such file", e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param in the stream, not closed
     * @param what the name of the source, for messages
     * @return the weights
     * @throws WeightsException if the content isn't a valid weight file
     * @throws IOException if the stream fails
     */
    public static Weights read(InputStream in, String what) throws IOException {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new WeightsException(
                    what, "it is larger than any weight file (" + MAX_BYTES + " bytes)");
        }
        if (SafetensorsHeader.recognises(content)) {
            return SafetensorsReader.read(content, what);
        }
        if (FlaxReader.recognises(content)) {
            return FlaxReader.read(content, what);
        }
        throw new WeightsException(what, "it is neither a safetensors nor a flax msgpack file");
    }

    /**
     * Writes a safetensors file: equal weights give equal bytes. The file appears complete or not
     * at all.
     *
     * @param weights the weights
     * @param file where to; replaced if it exists
     * @throws WeightsException if a value is not finite or the path can't be a file
     * @throws IOException if writing fails
     */
    public static void write(Weights weights, Path file) throws IOException {
        byte[] content = SafetensorsWriter.encode(weights, file.toString());
        AtomicFile.write(file, content);
    }
}
