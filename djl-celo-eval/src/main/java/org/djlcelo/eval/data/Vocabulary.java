package org.djlcelo.eval.data;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.data.DataException;

/**
 * Cuts text into tokens with a vocabulary in the JSON format of Hugging Face's tokenizers; adds
 * neither a begin nor an end.
 */
final class Vocabulary implements AutoCloseable {

    private static final int DOCUMENTS_AT_ONCE = 64;

    private final HuggingFaceTokenizer tokenizer;

    private Vocabulary(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static Vocabulary open(Path file) throws DataException {
        try {
            return new Vocabulary(
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optAddSpecialTokens(false)
                            .optTruncation(false)
                            .optPadding(false)
                            .build());
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    file
                            + " is not a vocabulary in the JSON format of Hugging Face's tokenizers"
                            + " ("
                            + e.getMessage()
                            + ").",
                    e);
        }
    }

    List<int[]> encode(List<String> documents) {
        List<int[]> tokens = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += DOCUMENTS_AT_ONCE) {
            int to = Math.min(documents.size(), from + DOCUMENTS_AT_ONCE);
            for (Encoding encoding :
                    tokenizer.batchEncode(documents.subList(from, to), false, false)) {
                tokens.add(toInts(encoding.getIds()));
            }
        }
        return tokens;
    }

    private static int[] toInts(long[] ids) {
        int[] ints = new int[ids.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.toIntExact(ids[i]);
        }
        return ints;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
