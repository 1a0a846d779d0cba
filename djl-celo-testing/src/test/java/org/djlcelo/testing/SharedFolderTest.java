package org.djlcelo.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SharedFolderTest {

    @TempDir Path folder;

    @Test
    void returnsWhatIsThere() throws IOException {
        Path file = Files.createFile(Files.createDirectory(folder.resolve("data")).resolve("a.gz"));

        assertEquals(file, SharedFolder.require(folder, "data/a.gz", true));
    }

    @Test
    void skipsWhenTheFolderIsAbsentEvenWhereItsFilesAreRequired() {
        Path absent = folder.resolve("absent");

        TestAbortedException skip =
                assertThrows(
                        TestAbortedException.class,
                        () -> SharedFolder.require(absent, "data/a.gz", true));

        assertTrue(skip.getMessage().contains("data/a.gz"), skip.getMessage());
        assertTrue(skip.getMessage().contains(absent.toString()), skip.getMessage());
    }

    @Test
    void skipsWhenAFileIsMissingThatIsNotRequired() {
        assertThrows(
                TestAbortedException.class, () -> SharedFolder.require(folder, "data/a.gz", false));
    }

    @Test
    void failsWhenARequiredFileIsMissing() {
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () -> SharedFolder.require(folder, "data/a.gz", true));

        assertTrue(failure.getMessage().contains("data/a.gz"), failure.getMessage());
    }
}
