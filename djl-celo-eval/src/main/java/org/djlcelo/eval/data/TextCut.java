package org.djlcelo.eval.data;

import java.util.List;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.Origin;
import org.djlcelo.data.Split;
import org.djlcelo.data.TextSet;

/** Which sequences of a text train, validate and test (task specification, section 3.4). */
enum TextCut {
    /** The official cut of the One Billion Word benchmark. */
    LM1B(Cutting.FIRST_TOKENS, 2, 100, 1, 2),
    /** The official cut of Wikipedia, which tests on a part of the training split. */
    WIKIPEDIA(Cutting.FIRST_TOKENS, 3, 100, 1, 2) {
        @Override
        TokenRecords test(DataSource source, String name, TokenRecords training, int length) {
            return training.percent(2, 3);
        }
    },
    /** A text with few, long documents. */
    STAND_IN(Cutting.EVERY_WINDOW, 0, 80, 90, 100);

    /** The size of T5's vocabulary with its 100 extra entries; stand-ins keep it. */
    static final int VOCABULARY = 32_100;

    private final Cutting cutting;
    private final int trainFrom;
    private final int trainTo;
    private final int validFrom;
    private final int validTo;

    TextCut(Cutting cutting, int trainFrom, int trainTo, int validFrom, int validTo) {
        this.cutting = cutting;
        this.trainFrom = trainFrom;
        this.trainTo = trainTo;
        this.validFrom = validFrom;
        this.validTo = validTo;
    }

    static TextCut of(String dataSet) {
        return dataSet.equals("wikipedia") ? WIKIPEDIA : LM1B;
    }

    TokenParts apply(DataSource source, String name, int length, Optional<String> standsInFor)
            throws DataException {
        TextSet text = source.loadText(name, Split.TRAIN);
        TokenRecords training = records(text, length);
        return new TokenParts(
                name,
                training.percent(trainFrom, trainTo),
                training.percent(validFrom, validTo),
                test(source, name, training, length),
                origin(text, length),
                standsInFor);
    }

    /** By default the test split. */
    TokenRecords test(DataSource source, String name, TokenRecords training, int length)
            throws DataException {
        return records(source.loadText(name, Split.TEST), length);
    }

    private TokenRecords records(TextSet text, int length) throws DataException {
        List<String> documents =
                text.documents().stream().map(d -> cutting.text(d, length)).toList();
        List<int[]> tokens = TokenCache.ofUser().tokens(text.vocabulary(), documents);
        TokenRecords records = cutting.cut(tokens, length);
        if (records.max() >= VOCABULARY) {
            throw new DataException(
                    "The vocabulary "
                            + text.vocabulary()
                            + " has tokens beyond the "
                            + VOCABULARY
                            + " of the language tasks; use one of at most that size.");
        }
        return records;
    }

    private Origin origin(TextSet text, int length) {
        return new Origin(
                text.origin().description() + "; " + cutting.words(length),
                text.origin().licence());
    }
}
