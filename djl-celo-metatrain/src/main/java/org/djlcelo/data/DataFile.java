package org.djlcelo.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One file of a data set, compressed or not, that can name itself in an error.
 *
 * @param name how errors call it
 * @param opener opens its bytes
 */
record DataFile(String name, Opener opener) {

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    /** Opens the raw bytes. */
    interface Opener {
        InputStream open() throws IOException;
    }

    static DataFile of(Path path) {
        return new DataFile(path.toString(), () -> Files.newInputStream(path));
    }

    /** Reads everything, decompressing what starts like gzip whatever its name. */
    byte[] readAll() throws DataException {
        try (InputStream in = new BufferedInputStream(opener.open())) {
            in.mark(2);
            boolean gzip = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
            in.reset();
            return gzip ? new GZIPInputStream(in, 1 << 16).readAllBytes() : in.readAllBytes();
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read "
                            + name
                            + " ("
                            + (e.getMessage() == null ? "it ends too early" : e.getMessage())
                            + "); copy or download it again.",
                    e);
        }
    }

    DataException malformed(String what) {
        return new DataException(name + " " + what + ".");
    }
}
