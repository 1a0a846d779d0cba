package org.djlcelo.eval.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How a document becomes sequences of a given length. */
enum Cutting {

    /** One sequence, the document's first tokens, as the official loaders cut. */
    FIRST_TOKENS {
        @Override
        TokenRecords cut(List<int[]> documents, int length) {
            return new TokenRecords(
                    length,
                    documents.stream()
                            .flatMapToInt(tokens -> Arrays.stream(Arrays.copyOf(tokens, length)))
                            .toArray());
        }

        @Override
        String text(String document, int length) {
            int enough = length * LONGEST_TOKEN;
            return document.length() <= enough ? document : document.substring(0, enough);
        }

        @Override
        String words(int length) {
            return "the first " + length + " tokens of each document";
        }
    },

    /** Every window that does not overlap another and is full; needed where documents are few. */
    EVERY_WINDOW {
        @Override
        TokenRecords cut(List<int[]> documents, int length) {
            IntStream kept =
                    documents.stream()
                            .flatMapToInt(
                                    tokens ->
                                            Arrays.stream(
                                                    tokens, 0, tokens.length / length * length));
            return new TokenRecords(length, kept.toArray());
        }

        @Override
        String text(String document, int length) {
            return document;
        }

        @Override
        String words(int length) {
            return "every window of " + length + " tokens within a document";
        }
    };

    /** No document needs more characters than this for a token, on the average of a sequence. */
    private static final int LONGEST_TOKEN = 64;

    abstract TokenRecords cut(List<int[]> documents, int length);

    /** The part of a document that has to be tokenised. */
    abstract String text(String document, int length);

    abstract String words(int length);
}
