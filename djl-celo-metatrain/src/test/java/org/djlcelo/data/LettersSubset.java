package org.djlcelo.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the embedded letters: the first samples, in file order, of the full set's IDX files.
 *
 * <p>Run from the module's folder with the folder of the full set as argument; a test checks that
 * the embedded files are this prefix.
 */
final class LettersSubset {

    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;
    private static final int IMAGE = 28 * 28;

    private LettersSubset() {}

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of("src/main/resources/org/djlcelo/data/letters");
        Files.createDirectories(to);
        for (Split split : Split.values()) {
            String prefix = split == Split.TRAIN ? "train" : "t10k";
            int count =
                    split == Split.TRAIN
                            ? EmbeddedData.LETTERS_TRAIN_COUNT
                            : EmbeddedData.LETTERS_TEST_COUNT;
            cut(from, to, prefix + "-images-idx3-ubyte.gz", IMAGES_HEADER, count, IMAGE);
            cut(from, to, prefix + "-labels-idx1-ubyte.gz", LABELS_HEADER, count, 1);
        }
    }

    private static void cut(Path from, Path to, String file, int header, int count, int size)
            throws IOException {
        byte[] kept;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(from.resolve(file)))) {
            kept = in.readNBytes(header + count * size);
        }
        ByteBuffer.wrap(kept).putInt(4, count);
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(to.resolve(file))) {
                    {
                        def.setLevel(9);
                    }
                }) {
            out.write(kept);
        }
    }
}
