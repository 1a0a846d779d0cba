package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Texts and named vectors in one safetensors file that notices every altered byte.
 *
 * <p>The metadata begins with a CRC-32C of the header and holds one for every vector. The state of
 * a large model exceeds what one Java array holds, so vectors are written and read in pieces.
 *
 * @param texts the metadata
 * @param vectors float32 vectors by name, in the order of the file; not copied
 */
public record TensorArchive(Map<String, String> texts, Map<String, float[]> vectors) {

    /**
     * Writes a temporary file in the same folder and renames it.
     *
     * @param file where to; its folder must exist
     * @throws IOException if the file can't be written
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, new TensorArchiveWriter(this)::writeTo);
    }

    /**
     * Reads an archive. Nothing in it is trusted before its checksum was found right, and nothing
     * larger than the file is allocated.
     *
     * @param file the file
     * @return its content
     * @throws IOException if the file is missing, isn't an archive, was cut short or altered; the
     *     message says which part
     */
    public static TensorArchive read(Path file) throws IOException {
        return new TensorArchiveReader(file).read();
    }
}
