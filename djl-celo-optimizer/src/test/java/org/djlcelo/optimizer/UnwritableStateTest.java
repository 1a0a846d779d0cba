package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a state can't be saved, a sentence says so and the former file stays. */
class UnwritableStateTest {

    private static final int TOTAL = 12;

    @TempDir private Path dir;
    private Run run;

    @BeforeEach
    void train() throws Exception {
        run = Run.started(Family.CELO.build(Memory.HOST, TOTAL)).until(3);
    }

    @AfterEach
    void close() {
        run.close();
    }

    private void assertRefused(Path file) {
        String message =
                assertThrows(IOException.class, () -> run.optimizer().save(file, run.model()))
                        .getMessage();
        assertSentence(message, file);
    }

    private static void assertSentence(String message, Path file) {
        String begin = "The optimizer's state could not be saved as " + file + " (";
        assertTrue(message.startsWith(begin), message);
        assertTrue(message.endsWith("; make room there or choose another place"), message);
        assertFalse(message.contains("\n"), message);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void aFolderIsNoFile() throws Exception {
        assertRefused(dir);
        assertEquals(Set.of(), names(dir));
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "content");
        assertRefused(file.resolve("state"));
        assertEquals("content", Files.readString(file));
    }

    /** The temporary file's name is longer still. */
    @Test
    void aNameTooLongForATemporaryFileLeavesTheFormerFile() throws Exception {
        Path file = dir.resolve("s".repeat(250));
        run.save(dir);
        byte[] former = Files.readAllBytes(dir.resolve("state"));
        Files.write(file, former);
        Set<String> names = names(dir);
        run.until(5);
        assertRefused(file);
        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals(names, names(dir));
        try (Run through = Run.started(Family.CELO.build(Memory.HOST, TOTAL)).until(TOTAL)) {
            Toy.assertSame(through.values(), run.until(TOTAL).values());
        }
    }

    /** A limit on the size of files stops the child's writing as a full disk does. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the limit is set by a POSIX shell")
    void whereThereIsNoRoomLeftTheFormerFileStays() throws Exception {
        run.save(dir);
        Path file = dir.resolve("state");
        byte[] former = Files.readAllBytes(file);
        Set<String> names = names(dir);
        List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 1; exec \"$@\"", "sh");
        String message;
        try (ChildJvm child = ChildJvm.start(limited, OneStepProcess.class, file)) {
            message = child.await("The optimizer's state could not be saved");
            child.awaitEnd();
        }
        assertSentence(message, file);
        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals(names, names(dir));
    }
}
