package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFAR-100, SVHN, other labels and text. */
class PublishedFormatsTest {

    private static final int PLANE = 32 * 32;

    @TempDir private Path root;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("mine"));
    }

    @Test
    void cifar100CountsTheFineLabel() throws IOException {
        byte[] samples = new byte[2 * (2 + 3 * PLANE)];
        samples[0] = 3;
        samples[1] = 99;
        samples[2] = 7;
        samples[2 + 3 * PLANE] = 19;
        samples[2 + 3 * PLANE + 1] = 42;
        Path inner = Files.createDirectory(folder.resolve("cifar-100-binary"));
        Files.write(inner.resolve("train.bin"), samples);
        ImageSet set = load(Split.TRAIN);
        assertEquals(100, set.classes());
        assertEquals(List.of(99, 42), List.of(set.label(0), set.label(1)));
        assertEquals(7, set.pixel(0, 0));
        samples[1] = 100;
        Files.write(inner.resolve("train.bin"), samples);
        assertTrue(refused(Split.TRAIN).contains("holds the label 100"));
    }

    /** MATLAB's first axis, the row, is the fastest; 10 is the digit 0. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "compressed", "big endian", "doubles"})
    void svhnIsRead(String how) throws IOException {
        byte[] x = new byte[3 * 3 * PLANE];
        new Random(1).nextBytes(x);
        byte[] y = {10, 1, 9};
        int[] images = {32, 32, 3, 3};
        ByteOrder order = how.equals("big endian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        MatlabBytes mat = new MatlabBytes(order).text("s");
        if (how.equals("compressed")) {
            mat.compressedBytes("X", x, images);
        } else {
            mat.bytes("X", x, images);
        }
        if (how.equals("doubles")) {
            mat.doubles("y", new double[] {10, 1, 9}, 3, 1);
        } else {
            mat.bytes("y", y, 3, 1);
        }
        Files.write(folder.resolve("test_32x32.mat"), mat.toBytes());
        ImageSet set = load(Split.TEST);
        assertEquals(new ImageShape(32, 32, 3), set.shape());
        assertEquals(List.of(0, 1, 9), List.of(set.label(0), set.label(1), set.label(2)));
        for (int[] at : new int[][] {{0, 0, 0, 0}, {5, 0, 0, 1}, {0, 7, 2, 2}, {31, 31, 2, 2}}) {
            int expected = x[at[0] + 32 * (at[1] + 32 * (at[2] + 3 * at[3]))] & 0xff;
            assertEquals(expected, set.pixel(at[3], (at[0] * 32 + at[1]) * 3 + at[2]));
        }
    }

    @Test
    void damagedMatlabFilesAreNamed() throws IOException {
        byte[] x = new byte[3 * PLANE];
        byte[] good =
                new MatlabBytes(ByteOrder.LITTLE_ENDIAN)
                        .compressedBytes("X", x, 32, 32, 3, 1)
                        .bytes("y", new byte[] {1}, 1, 1)
                        .toBytes();
        byte[] withoutLabels =
                new MatlabBytes(ByteOrder.LITTLE_ENDIAN).bytes("X", x, 32, 32, 3, 1).toBytes();
        byte[] badLabel =
                new MatlabBytes(ByteOrder.LITTLE_ENDIAN)
                        .bytes("X", x, 32, 32, 3, 1)
                        .bytes("y", new byte[] {11}, 1, 1)
                        .toBytes();
        byte[] scrambled = good.clone();
        Arrays.fill(scrambled, 140, 150, (byte) 77);
        for (byte[] bad :
                List.of(
                        Arrays.copyOf(good, 140),
                        Arrays.copyOf(good, 50),
                        new byte[500],
                        scrambled,
                        withoutLabels,
                        badLabel)) {
            Files.write(folder.resolve("train_32x32.mat"), bad);
            assertTrue(refused(Split.TRAIN).contains("train_32x32.mat"));
        }
    }

    @Test
    void otherLabelsTakeThePlaceOfASets() throws Exception {
        Path data = SharedFolder.require("data");
        ImageSet photos = ImageSets.fromDirectory(data, "photos", Split.TEST);
        ImageSet ids = ImageSets.fromDirectory(data, "photos:photo-ids", Split.TEST);
        assertEquals("photos:photo-ids", ids.name());
        assertEquals(29, ids.classes());
        assertEquals(photos.pixel(7, 100), ids.pixel(7, 100));
        assertEquals(photos.origin(), ids.origin());
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> ImageSets.fromDirectory(data, "photos:colours", Split.TEST));
        assertTrue(e.getMessage().contains("test-colours.bin"), e.getMessage());
    }

    @Test
    void textIsLinesOrDocuments() throws IOException {
        DataSource source = ImageSets.directory(root);
        Files.writeString(folder.resolve("train.txt"), "one\n\ntwo words\n");
        DataException e =
                assertThrows(DataException.class, () -> source.loadText("mine", Split.TRAIN));
        assertTrue(e.getMessage().contains("tokenizer.json"), e.getMessage());
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertEquals(List.of("mine"), source.names());
        assertEquals(List.of("one", "two words"), source.loadText("mine", Split.TRAIN).documents());
        Files.writeString(folder.resolve("test.txt"), "a\nb\n\f\nc");
        assertEquals(List.of("a\nb", "c"), source.loadText("mine", Split.TEST).documents());
        Files.delete(folder.resolve("test.txt"));
        e = assertThrows(DataException.class, () -> source.loadText("mine", Split.TEST));
        assertTrue(e.getMessage().contains("test.txt"), e.getMessage());
    }

    @Test
    void theBillionWordBenchmarkIsReadAsPublished() throws IOException {
        Path shards =
                Files.createDirectory(folder.resolve("training-monolingual.tokenized.shuffled"));
        Files.writeString(shards.resolve("news.en-00002-of-00100"), "third\n");
        Files.writeString(shards.resolve("news.en-00001-of-00100"), "first\nsecond\n");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertEquals(
                List.of("first", "second", "third"),
                ImageSets.directory(root).loadText("mine", Split.TRAIN).documents());
    }

    @Test
    void sharedTextIsRecognised() throws DataException {
        DataSource source = ImageSets.directory(SharedFolder.require("data"));
        TextSet text = source.loadText("text", Split.TEST);
        assertEquals(31, text.documents().size());
        assertTrue(text.origin().description().contains("Debian"));
        assertTrue(source.names().contains("text"));
    }

    @Test
    void aSetComesFromTheFirstSourceThatHasIt() throws DataException {
        DataSource both = ImageSets.firstOf(ImageSets.embedded(), ImageSets.download());
        assertEquals(7000, both.load("letters", Split.TRAIN).count());
        assertTrue(both.names().containsAll(List.of("cifar10", "digits")));
        DataException e = assertThrows(DataException.class, () -> both.loadText("x", Split.TEST));
        assertTrue(e.getMessage().contains("no text"), e.getMessage());
    }

    private ImageSet load(Split split) throws DataException {
        return ImageSets.fromDirectory(root, "mine", split);
    }

    private String refused(Split split) {
        return assertThrows(DataException.class, () -> load(split)).getMessage();
    }
}
