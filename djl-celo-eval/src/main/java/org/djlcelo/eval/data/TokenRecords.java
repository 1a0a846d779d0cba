package org.djlcelo.eval.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Token sequences of one length, padded on the right with zeros; immutable. */
public final class TokenRecords {

    private final int length;
    private final int[] tokens;

    /** Takes ownership of the array: one sequence after the other. */
    TokenRecords(int length, int[] tokens) {
        this.length = length;
        this.tokens = tokens;
    }

    /**
     * Returns the number of sequences.
     *
     * @return the sequences
     */
    public int count() {
        return tokens.length / length;
    }

    /**
     * Returns the tokens of each sequence.
     *
     * @return one more than a network sees
     */
    public int length() {
        return length;
    }

    /**
     * Returns one token.
     *
     * @param record which sequence
     * @param position from 0 to length - 1
     * @return its number in the vocabulary; 0 is padding
     */
    public int token(int record, int position) {
        return tokens[record * length + position];
    }

    /**
     * Returns an identifier of exactly these sequences: the first 12 digits of a SHA-256.
     *
     * @return 12 hexadecimal digits
     */
    public String fingerprint() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tokens.length, 4));
            bytes.asIntBuffer().put(tokens);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The sequences between two percentages of the whole, rounded to the nearest. */
    TokenRecords percent(int from, int to) {
        return new TokenRecords(
                length, Arrays.copyOfRange(tokens, length * percent(from), length * percent(to)));
    }

    private int percent(int percent) {
        return (int) Math.round(count() * (percent / 100.0));
    }

    /** The greatest token, at least 0. */
    int max() {
        return Arrays.stream(tokens).max().orElse(0);
    }
}
