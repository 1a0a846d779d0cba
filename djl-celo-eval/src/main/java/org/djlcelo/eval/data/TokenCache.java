package org.djlcelo.eval.data;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the tokens of texts in DJL's cache directory: tokenising 13 MB takes ten seconds, and
 * every run is a process of its own.
 *
 * <p>A file is found by a hash over the vocabulary and the documents and holds the number of
 * documents, their lengths and their tokens as integers. One that is not as it should be counts as
 * missing; one that cannot be written is not needed.
 */
final class TokenCache {

    private static final Logger LOGGER = LoggerFactory.getLogger(TokenCache.class);

    private final Path directory;

    TokenCache(Path directory) {
        this.directory = directory;
    }

    static TokenCache ofUser() {
        return new TokenCache(Utils.getCacheDir().resolve("djl-celo"));
    }

    /** Returns the tokens of each document. */
    List<int[]> tokens(Path vocabulary, List<String> documents) throws DataException {
        Path file = directory.resolve("tokens-" + key(vocabulary, documents) + ".bin");
        Optional<List<int[]>> known = read(file, documents.size());
        if (known.isPresent()) {
            return known.get();
        }
        try (Vocabulary opened = Vocabulary.open(vocabulary)) {
            List<int[]> tokens = opened.encode(documents);
            write(file, tokens);
            return tokens;
        }
    }

    private static String key(Path vocabulary, List<String> documents) throws DataException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(vocabulary));
            for (String document : documents) {
                digest.update(document.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        } catch (IOException e) {
            throw new DataException("Cannot read the vocabulary " + vocabulary + ".", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static Optional<List<int[]>> read(Path file, int documents) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            IntBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asIntBuffer();
            int[] lengths = new int[documents];
            if (numbers.get() != documents) {
                return Optional.empty();
            }
            numbers.get(lengths);
            List<int[]> tokens = new ArrayList<>();
            for (int length : lengths) {
                int[] document = new int[length];
                numbers.get(document);
                tokens.add(document);
            }
            return numbers.hasRemaining() ? Optional.empty() : Optional.of(tokens);
        } catch (IOException | RuntimeException e) {
            LOGGER.info("The remembered tokens in {} are damaged and made again", file);
            return Optional.empty();
        }
    }

    private static void write(Path file, List<int[]> tokens) {
        long numbers = 1L + tokens.size();
        for (int[] document : tokens) {
            numbers += document.length;
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(4 * numbers));
            bytes.putInt(tokens.size());
            tokens.forEach(document -> bytes.putInt(document.length));
            for (int[] document : tokens) {
                bytes.asIntBuffer().put(document);
                bytes.position(bytes.position() + 4 * document.length);
            }
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), "tokens", ".tmp");
            Files.write(temporary, bytes.array());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | ArithmeticException e) {
            LOGGER.info("Cannot remember tokens in {}; they are made again next time", file);
        }
    }
}
