package org.djlcelo.eval.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.TrainPart;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPlanTest {

    private static final int SAMPLE = 2 + 3 * 32 * 32;

    @TempDir private Path root;

    /** 1000 images: the first 500 or the first 800; what is validated on does not depend on it. */
    @ParameterizedTest
    @CsvSource({
        "false, , REFERENCE, 500",
        "false, INTENDED, INTENDED, 800",
        "true, , INTENDED, 800",
        "true, REFERENCE, REFERENCE, 500",
    })
    void trainPartsAreTheReferencesOrTheIntended(
            boolean standIn, TrainPart part, TrainPart used, int expected) throws IOException {
        Path folder = Files.createDirectory(root.resolve(standIn ? "mine" : "cifar100"));
        Files.write(folder.resolve("train.bin"), new byte[1000 * SAMPLE]);
        Files.write(folder.resolve("test.bin"), new byte[200 * SAMPLE]);
        DataPlan plan =
                new DataPlan(
                        ImageSets.directory(root),
                        standIn ? Map.of("cifar100", "mine") : Map.of(),
                        Optional.ofNullable(part));
        ImageParts parts = plan.images("cifar100");
        assertEquals(Optional.of(used), parts.trainPart());
        assertEquals(expected, parts.train().count());
        assertEquals(100, parts.validation().orElseThrow().count());
        assertEquals(200, parts.test().count());
        assertEquals(standIn ? Optional.of("cifar100") : Optional.empty(), parts.standsInFor());
        assertEquals(standIn ? "mine" : "cifar100", parts.train().name());
    }

    @Test
    void otherSetsAlwaysTrainOn80Percent() throws DataException {
        DataPlan plan =
                new DataPlan(
                        ImageSets.embedded(),
                        Map.of("fashion-mnist", "letters"),
                        Optional.of(TrainPart.REFERENCE));
        assertEquals(5600, plan.images("fashion-mnist").train().count());
        assertEquals(Optional.empty(), plan.images("fashion-mnist").trainPart());
        assertEquals(7000, plan.allImages("fashion-mnist").train().count());
    }

    @Test
    void missingSetIsOneSentenceWithTwoWaysOut() {
        DataSource embedded = ImageSets.embedded();
        DataException e =
                assertThrows(DataException.class, () -> DataPlan.of(embedded).images("cifar10"));
        assertEquals(
                "The data set \"cifar10\" is not in the data embedded in the jar; put its published"
                        + " files into a folder \"cifar10\" of the directory given with --data-dir,"
                        + " or name a set to stand in for it with --substitute cifar10=NAME.",
                e.getMessage());
        assertThrows(DataException.class, () -> DataPlan.of(embedded).tokens("lm1b", 9));
    }

    /** The tokens are those of the data's own vocabulary, 4.55 bytes each on the average. */
    @Test
    void standInTextIsCutIntoWindows() throws DataException {
        DataPlan plan =
                new DataPlan(
                        ImageSets.directory(SharedFolder.require("data")),
                        Map.of("lm1b", "text"),
                        Optional.empty());
        TokenParts parts = plan.tokens("lm1b", 33);
        int training = parts.train().count() * 10 / 8;
        assertEquals(2_780_000, training * 33, 100_000);
        assertEquals(training * 0.1, parts.validation().count(), 1);
        assertEquals(165_283, parts.test().count() * 33, 6_000);
        assertTrue(parts.origin().description().contains("every window of 33 tokens"));
        assertEquals(Optional.of("lm1b"), parts.standsInFor());
    }

    @Test
    void originalTextGivesTheFirstTokensOfEveryLine() throws IOException {
        Path text = SharedFolder.require("data").resolve("text");
        Path folder = Files.createDirectory(root.resolve("lm1b"));
        Files.copy(text.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("train.txt"), "In the beginning\n".repeat(200));
        Files.writeString(folder.resolve("test.txt"), "God created the heaven and the earth.\n");
        TokenParts parts = DataPlan.of(ImageSets.directory(root)).tokens("lm1b", 9);
        assertEquals(196, parts.train().count());
        assertEquals(2, parts.validation().count());
        assertEquals(1, parts.test().count());
        assertEquals(0, parts.train().token(0, 8), "padded on the right");
        assertTrue(parts.train().token(0, 0) > 2);
        assertTrue(parts.origin().description().contains("first 9 tokens"));
    }

    @Test
    void damagedVocabularyIsNamed() throws IOException {
        Path folder = Files.createDirectory(root.resolve("lm1b"));
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 1}");
        Files.writeString(folder.resolve("train.txt"), "words\n");
        Files.writeString(folder.resolve("test.txt"), "words\n");
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> DataPlan.of(ImageSets.directory(root)).tokens("lm1b", 9));
        assertTrue(e.getMessage().contains("is not a vocabulary"), e.getMessage());
    }
}
