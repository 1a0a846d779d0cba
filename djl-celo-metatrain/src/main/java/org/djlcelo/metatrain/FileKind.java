package org.djlcelo.metatrain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a binary file of a run begins: what it is, and in which format.
 *
 * @param name what it is, in words
 * @param letters its first bytes
 * @param format two digits that follow
 */
record FileKind(String name, String letters, String format) {

    static final FileKind CHECKPOINT = new FileKind("checkpoint", "CELOMT", "01");
    static final FileKind PORTABLE = new FileKind("portable checkpoint", "CELOPC", "01");

    void write(DataOutputStream out) throws IOException {
        out.writeBytes(letters + format);
    }

    /**
     * Reads past the beginning.
     *
     * @throws IOException if it is something else
     * @throws UserException if another version of the program wrote it
     */
    void require(DataInputStream in) throws IOException {
        int length = letters.length() + format.length();
        String found = new String(in.readNBytes(length), US_ASCII);
        if (!found.startsWith(letters)) {
            throw new IOException("it is no " + name);
        }
        if (!found.endsWith(format)) {
            throw new UserException(
                    "The "
                            + name
                            + " has format "
                            + found.substring(letters.length())
                            + ", this version of the program reads format "
                            + format
                            + "; continue with the version that the run began with, or start"
                            + " another run with --init from its weights.");
        }
    }
}
