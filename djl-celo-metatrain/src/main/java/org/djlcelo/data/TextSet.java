package org.djlcelo.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Documents of a text collection, with the vocabulary that cuts them into tokens.
 *
 * @param name the name of the set
 * @param split which half it is
 * @param documents the texts, for instance sentences, articles or books
 * @param vocabulary a vocabulary in the JSON format of Hugging Face's tokenizers
 * @param origin what data it is
 */
public record TextSet(
        String name, Split split, List<String> documents, Path vocabulary, Origin origin) {

    /** Copies the list. */
    public TextSet {
        documents = List.copyOf(documents);
    }

    /**
     * Returns an identifier of exactly these documents: the first 12 digits of a SHA-256 over the
     * texts, each followed by a zero byte.
     *
     * @return 12 hexadecimal digits
     */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String document : documents) {
                digest.update(document.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    TextSet withOrigin(Origin known) {
        return new TextSet(name, split, documents, vocabulary, known);
    }
}
