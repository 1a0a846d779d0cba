package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers, on files that are written here byte by byte. */
class DirectorySourceTest {

    private static final int PLANE = 1024;

    @TempDir Path root;
    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(root.resolve("mine"));
    }

    @Test
    void idxIsReadPlainAndCompressed() throws IOException {
        write("train-images-idx3-ubyte", images(2, 1, 3, 5, 6, 7, 250, 251, 252));
        write("train-labels-idx1-ubyte", labels(4, 2));
        write("t10k-images-idx3-ubyte.gz", gzip(images(1, 1, 3, 1, 2, 3)));
        write("t10k-labels-idx1-ubyte.gz", gzip(labels(1)));

        ImageSet train = ImageSets.fromDirectory(root, "mine", Split.TRAIN);
        assertEquals(new ImageShape(1, 3, 1), train.shape());
        assertEquals(5, train.classes());
        assertEquals(4, train.label(0));
        assertEquals(252, train.pixel(1, 2));
        assertTrue(train.origin().licence().startsWith("unknown"));
        ImageSet test = ImageSets.fromDirectory(root, "mine", Split.TEST);
        assertEquals(3, test.pixel(0, 2));
        assertEquals(List.of("mine"), ImageSets.directory(root).names());
    }

    @Test
    void cifarPlanesBecomeChannels() throws IOException {
        write("train.bin.gz", gzip(cifar(7)));
        write("test.bin", cifar(3));
        ImageSet train = ImageSets.fromDirectory(root, "mine", Split.TRAIN);
        assertEquals(new ImageShape(32, 32, 3), train.shape());
        assertEquals(7, train.label(0));
        assertEquals(10, train.pixel(0, 0));
        assertEquals(20, train.pixel(0, 1));
        assertEquals(30, train.pixel(0, 2));
        assertEquals(11, train.pixel(0, 3 * (PLANE - 1)));
        assertEquals(3, ImageSets.fromDirectory(root, "mine", Split.TEST).label(0));
    }

    @Test
    void fiveBatchesAreJoinedInOrder() throws IOException {
        folder = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", cifar(i));
        }
        write("test_batch.bin", cifar(9));
        ImageSet train = ImageSets.fromDirectory(root, "mine", Split.TRAIN);
        assertEquals(5, train.count());
        assertEquals(4, train.label(3));
        assertEquals(9, ImageSets.fromDirectory(root, "mine", Split.TEST).label(0));
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        byte[] good = images(2, 1, 3, 5, 6, 7, 250, 251, 252);
        write("train-labels-idx1-ubyte", labels(4, 2));
        for (byte[] bad :
                List.of(
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, 7),
                        new byte[0],
                        labels(4, 2),
                        images(3, 1, 3, 5, 6, 7, 250, 251, 252),
                        images(0, 1, 3),
                        images(2, -1, -3, 5, 6, 7, 250, 251, 252))) {
            refused("train-images-idx3-ubyte", bad);
        }
        Files.delete(folder.resolve("train-images-idx3-ubyte"));
        byte[] compressed = gzip(good);
        refused("train-images-idx3-ubyte.gz", Arrays.copyOf(compressed, compressed.length - 9));
    }

    @Test
    void damagedCifarFilesAreNamed() throws IOException {
        refused("train.bin", Arrays.copyOf(cifar(1), 3000));
        refused("train.bin", cifar(10));
        refused("train.bin", new byte[0]);
    }

    @Test
    void missingThingsAreNamed() {
        for (String name : List.of("other", "../mine", "")) {
            DataException e =
                    assertThrows(
                            DataException.class,
                            () -> ImageSets.fromDirectory(root, name, Split.TRAIN));
            assertTrue(e.getMessage().contains(root.toString()), e.getMessage());
        }
        assertThrows(DataException.class, () -> ImageSets.fromDirectory(root, "mine", Split.TRAIN));
        assertThrows(
                DataException.class,
                () -> ImageSets.fromDirectory(root.resolve("no"), "mine", Split.TRAIN));
    }

    @Test
    void sharedSetsAreRecognised() throws DataException {
        Path data = SharedFolder.require("data");
        ImageSet glyphs = ImageSets.fromDirectory(data, "glyphs", Split.TEST);
        assertEquals(2000, glyphs.count());
        assertTrue(glyphs.origin().description().startsWith("glyphs"));
    }

    private void refused(String file, byte[] content) throws IOException {
        write(file, content);
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> ImageSets.fromDirectory(root, "mine", Split.TRAIN));
        assertTrue(e.getMessage().contains(file), e.getMessage());
    }

    private void write(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
    }

    private static byte[] images(int count, int height, int width, int... pixels) {
        ByteBuffer out = ByteBuffer.allocate(16 + pixels.length);
        out.putInt(0x803).putInt(count).putInt(height).putInt(width);
        for (int pixel : pixels) {
            out.put((byte) pixel);
        }
        return out.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer out = ByteBuffer.allocate(8 + labels.length);
        out.putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            out.put((byte) label);
        }
        return out.array();
    }

    /** One sample with planes of 10, 20 and 30, and the last red value 11. */
    private static byte[] cifar(int label) {
        byte[] sample = new byte[1 + 3 * PLANE];
        sample[0] = (byte) label;
        for (int c = 0; c < 3; c++) {
            Arrays.fill(sample, 1 + c * PLANE, 1 + (c + 1) * PLANE, (byte) (10 * (c + 1)));
        }
        sample[PLANE] = 11;
        return sample;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
