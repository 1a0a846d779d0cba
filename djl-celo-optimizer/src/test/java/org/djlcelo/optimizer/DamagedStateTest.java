package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.djlcelo.lopt.io.TensorArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged state is refused wherever the damage is, and one optimizer survives them all. */
class DamagedStateTest {

    private static final int TOTAL = 12;
    private static final int SAVED = 4;
    private static final Pattern PART = Pattern.compile("its part \"([^\"]+)\" was altered");

    @TempDir private Path dir;
    private Path state;
    private byte[] good;
    private TensorArchive archive;
    private Model model;
    private LearnedOptimizer optimizer;

    @BeforeEach
    void open() throws Exception {
        try (Run run = Run.started(Family.CELO.build(TOTAL)).until(SAVED)) {
            run.save(dir);
        }
        state = dir.resolve("state");
        good = Files.readAllBytes(state);
        archive = TensorArchive.read(state);
        model = Toy.model();
        optimizer = Family.CELO.build(TOTAL);
    }

    @AfterEach
    void aGoodFileStillLoads() throws Exception {
        Files.write(state, good);
        optimizer.load(state, model);
        assertEquals(SAVED, optimizer.step());
        optimizer.close();
        model.close();
    }

    private String refusal() {
        String message =
                assertThrows(IOException.class, () -> optimizer.load(state, model)).getMessage();
        assertEquals(0, optimizer.step());
        assertTrue(message.startsWith(state + ": "), message);
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private String refusal(byte[] content) throws IOException {
        Files.write(state, content);
        return refusal();
    }

    /** The refusal of a file that was written whole, so that its checksums are right. */
    private String refusal(Map<String, String> texts, Map<String, float[]> vectors)
            throws IOException {
        new TensorArchive(texts, vectors).write(state);
        return refusal();
    }

    private int headerEnd() {
        return Long.BYTES + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    @Test
    void aFileCutShortAtAnyLengthIsRefused() throws Exception {
        try (FileChannel file = FileChannel.open(state, StandardOpenOption.WRITE)) {
            for (int length = good.length - 1; length >= 0; length--) {
                file.truncate(length);
                String message = refusal();
                assertTrue(message.contains("cut short"), message);
                if (length >= headerEnd()) {
                    assertTrue(message.contains("within its part \""), message);
                }
            }
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() throws Exception {
        String message = refusal(Arrays.copyOf(good, good.length + 3));
        assertTrue(message.contains("3 bytes follow its last part"), message);
    }

    @Test
    void aByteAlteredAnywhereIsRefusedWithTheNameOfItsPart() throws Exception {
        Set<String> parts = new HashSet<>();
        try (FileChannel file = FileChannel.open(state, StandardOpenOption.WRITE)) {
            for (int i = 0; i < good.length; i++) {
                file.write(ByteBuffer.wrap(new byte[] {(byte) (good[i] ^ 1 << i % 8)}), i);
                String message = refusal();
                if (i < headerEnd()) {
                    assertTrue(message.contains("header"), message);
                } else {
                    Matcher part = PART.matcher(message);
                    assertTrue(part.find(), message);
                    parts.add(part.group(1));
                }
                file.write(ByteBuffer.wrap(good, i, 1), i);
            }
        }
        assertEquals(archive.vectors().keySet(), parts);
    }

    @Test
    void aMissingPartIsNamed() throws Exception {
        for (String name : archive.vectors().keySet()) {
            // a parameter without any state is one that was always frozen
            Map<String, float[]> vectors = new LinkedHashMap<>(archive.vectors());
            vectors.remove(name);
            String message = refusal(archive.texts(), vectors);
            assertTrue(message.contains("its part \"" + name + "\" is missing"), message);
        }
    }

    @Test
    void aPartOfAnotherLengthIsNamed() throws Exception {
        for (String name : archive.vectors().keySet()) {
            Map<String, float[]> vectors = new LinkedHashMap<>(archive.vectors());
            int length = vectors.get(name).length;
            vectors.put(name, new float[length + 1]);
            String message = refusal(archive.texts(), vectors);
            String expected =
                    String.format("\"%s\" has %d values, not %d", name, length + 1, length);
            assertTrue(message.contains(expected), message);
        }
    }

    @Test
    void anUnknownPartIsNamed() throws Exception {
        for (String name : new String[] {"other", "parameter/01Linear_weight/other"}) {
            Map<String, float[]> vectors = new LinkedHashMap<>(archive.vectors());
            vectors.put(name, new float[3]);
            String message = refusal(archive.texts(), vectors);
            assertTrue(message.contains("its part \"" + name + "\" is unknown"), message);
        }
    }

    @Test
    void aMissingTextIsNamed() throws Exception {
        for (String key : archive.texts().keySet()) {
            Map<String, String> texts = new LinkedHashMap<>(archive.texts());
            texts.remove(key);
            String message = refusal(texts, archive.vectors());
            String name = key.substring(key.indexOf('/') + 1);
            assertTrue(message.contains("no ") && message.contains("\"" + name + "\""), message);
        }
    }

    @Test
    void aCountThatIsNoneIsNamed() throws Exception {
        for (String key : new String[] {"step", "lossCount"}) {
            for (String value : new String[] {"-1", "x", "", "99999999999"}) {
                Map<String, String> texts = new LinkedHashMap<>(archive.texts());
                texts.put(key, value);
                String message = refusal(texts, archive.vectors());
                String expected = "its \"" + key + "\" is \"" + value + "\", not a count";
                assertTrue(message.contains(expected), message);
            }
        }
    }

    @Test
    void anotherVersionIsNamed() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>(archive.texts());
        texts.put("format", "djl-celo optimizer state 2");
        String message = refusal(texts, archive.vectors());
        assertTrue(message.contains("djl-celo optimizer state 2"), message);
        assertTrue(message.contains("use the version that wrote it"), message);
    }
}
