package org.djlcelo.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the file format that PyTorch loads programs from: a zip with source text and, as a pickle,
 * one object of the class that the text defines.
 *
 * <p>Only what a class without parameters needs, so the pickle is the same for every program: an
 * object of a global class with one attribute, {@code training = False}.
 */
public final class TorchScriptArchive {

    /** The class that a program's text defines, with an attribute {@code training : bool}. */
    public static final String CLASS = "Celo";

    /** Every entry lies in a folder; PyTorch takes any name. */
    private static final String FOLDER = "celo/";

    /** The first format version in which all operators have their present meaning. */
    private static final String VERSION = "10\n";

    // opcodes of Python's pickle, protocol 2
    private static final String PROTOCOL_2 = "\u0080\u0002";
    private static final String EMPTY_TUPLE = ")";
    private static final String NEW_OBJECT = "\u0081";
    private static final String EMPTY_DICT = "}";
    private static final String MARK = "(";
    private static final String FALSE = "\u0089";
    private static final String SET_ITEMS = "u";
    private static final String BUILD = "b";
    private static final String STOP = ".";

    private TorchScriptArchive() {}

    /**
     * Packs a program.
     *
     * @param source the text of {@code __torch__.py}, which defines {@link #CLASS}
     * @return the archive
     */
    public static byte[] of(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", object().getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            String noConstants = PROTOCOL_2 + EMPTY_TUPLE + STOP;
            put(zip, "constants.pkl", noConstants.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
            put(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static String object() {
        return PROTOCOL_2
                + "c__torch__\n"
                + CLASS
                + "\n"
                + EMPTY_TUPLE
                + NEW_OBJECT
                + EMPTY_DICT
                + MARK
                + text("training")
                + FALSE
                + SET_ITEMS
                + BUILD
                + STOP;
    }

    /** The opcode X, the length in four bytes, the text. */
    private static String text(String value) {
        return "X" + (char) value.length() + "\0\0\0" + value;
    }
}
