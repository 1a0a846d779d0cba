package org.djlcelo.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCacheTest {

    private static final List<String> DOCUMENTS = List.of("In the beginning", "", "was the word");

    @TempDir private Path directory;

    @Test
    void rememberedTokensAreThoseOfTheVocabulary() throws IOException {
        Path vocabulary = SharedFolder.require("data").resolve("text/tokenizer.json");
        TokenCache cache = new TokenCache(directory);
        List<int[]> first = cache.tokens(vocabulary, DOCUMENTS);
        assertEquals(0, first.get(1).length);
        same(first, cache.tokens(vocabulary, DOCUMENTS));
        Path file = onlyFile();

        byte[] bytes = Files.readAllBytes(file);
        for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(bytes, bytes.length - 4))) {
            Files.write(file, damaged);
            same(first, cache.tokens(vocabulary, DOCUMENTS));
            assertArrayEquals(bytes, Files.readAllBytes(file), "made again");
        }

        bytes[bytes.length - 1]++;
        Files.write(file, bytes);
        List<int[]> read = cache.tokens(vocabulary, DOCUMENTS);
        int[] last = read.get(2);
        assertEquals(first.get(2)[last.length - 1] + 1, last[last.length - 1], "really read");
    }

    @Test
    void withoutAPlaceTokensAreMadeEveryTime() throws IOException {
        Path vocabulary = SharedFolder.require("data").resolve("text/tokenizer.json");
        Path file = Files.createFile(directory.resolve("a-file"));
        same(
                new TokenCache(directory).tokens(vocabulary, DOCUMENTS),
                new TokenCache(file).tokens(vocabulary, DOCUMENTS));
    }

    private static void same(List<int[]> expected, List<int[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            return all.get(0);
        }
    }
}
