package org.djlcelo.eval.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {

    private static final float[] LOSSES = {2, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, 1e-30f};

    @TempDir private Path folder;

    @Test
    void keepsEveryValue() {
        RecordStore store = new RecordStore(folder.resolve("new"));
        RunRecord run = Runs.with("t", "celo", "w1", 3, LOSSES);
        store.write("a.json", run);
        RunRecord back = store.read("a.json");
        assertEquals(run.config(), back.config());
        assertEquals(run.data(), back.data());
        assertArrayEquals(run.curves().evalSteps(), back.curves().evalSteps());
        assertArrayEquals(
                new float[] {2, 0.1f, Float.NaN, Float.NaN, 1e-30f}, back.curves().evalTrainLoss());
        assertEquals(1, store.readAll().size());
    }

    @Test
    void fileIsStandardJson() throws Exception {
        new RecordStore(folder).write("a.json", Runs.with("t", "celo", "w1", 3, LOSSES));
        String json = Files.readString(folder.resolve("a.json"));
        assertTrue(json.contains("[2.0,0.1,null,null,1.0E-30]"), json);
        assertFalse(json.contains("NaN"));
    }

    @Test
    void halfWrittenFileIsNoRecord() throws Exception {
        RecordStore store = new RecordStore(folder);
        store.write("a.json", Runs.of("t", "celo", 0, 1));
        Files.writeString(folder.resolve(".b.json.tmp"), "{\"format\":1,\"conf");
        assertFalse(store.contains("b.json"));
        assertEquals(1, store.readAll().size());
        store.write("b.json", Runs.of("t", "celo", 1, 1));
        assertEquals(2, store.readAll().size());
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "the left-over is replaced");
        }
    }

    @Test
    void damagedRecordIsNamed() throws Exception {
        for (String content : List.of("{\"format\":1,", "[]", "{}", "null", "{\"format\":99}")) {
            Files.writeString(folder.resolve("bad.json"), content);
            String message =
                    assertThrows(UserException.class, () -> new RecordStore(folder).readAll())
                            .getMessage();
            assertTrue(message.contains("bad.json"), message);
        }
    }

    @Test
    void missingAndEmptyDirectoriesAreExplained() {
        assertTrue(message(folder).contains("holds no records"));
        assertTrue(message(folder.resolve("none")).contains("no such file"));
    }

    @Test
    void unwritableDirectoryIsExplained() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        RecordStore store = new RecordStore(file);
        RunRecord run = Runs.of("t", "celo", 0, 1);
        assertThrows(UserException.class, () -> store.write("a.json", run));
    }

    private static String message(Path directory) {
        return assertThrows(UserException.class, () -> new RecordStore(directory).readAll())
                .getMessage();
    }

    @Test
    void recordOfAnEarlierVersionIsRead() throws Exception {
        RecordStore store = new RecordStore(folder);
        store.write("a.json", Runs.of("t", "celo", 0, 1));
        Path file = folder.resolve("a.json");
        String json = Files.readString(file);
        String earlier =
                json.replace("\"optimizerMillisPerStep\":0.25,", "")
                        .replace(",\"evalValidLoss\":[]", "");
        assertEquals(json.length() - 49, earlier.length(), json);
        Files.writeString(file, earlier);
        RunRecord run = store.read("a.json");
        assertEquals(null, run.optimizerMillisPerStep());
        assertEquals(0, run.curves().evalValidLoss().length);
        assertEquals(null, run.data().get(0).standsInFor());
        assertEquals(Runs.of("t", "celo", 0, 1).config(), run.config());
    }
}
