package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedDataTest {

    @Test
    void digitsAreComplete() {
        ImageSet train = EmbeddedData.digits(Split.TRAIN);
        assertEquals(1437, train.count());
        assertEquals(360, EmbeddedData.digits(Split.TEST).count());
        assertEquals(new ImageShape(8, 8, 1), train.shape());
        assertEquals(10, train.classes());
        assertTrue(train.origin().description().contains("scikit-learn"));
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void everyLetterIsFrequentInTheSubset(Split split) {
        ImageSet letters = EmbeddedData.letters(split);
        int[] frequency = new int[letters.classes()];
        for (int i = 0; i < letters.count(); i++) {
            frequency[letters.label(i)]++;
        }
        assertEquals(10, frequency.length);
        for (int f : frequency) {
            assertTrue(f > 0.08 * letters.count() && f < 0.12 * letters.count());
        }
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void lettersAreAPrefixOfTheFullSet(Split split) throws DataException {
        Path data = SharedFolder.require("data");
        ImageSet embedded = EmbeddedData.letters(split);
        ImageSet prefix =
                ImageSets.fromDirectory(data, "letters", split).slice(0, embedded.count());
        assertEquals(prefix.fingerprint(), embedded.fingerprint());
        assertTrue(embedded.origin().description().contains("embedded first"));
    }

    @Test
    void setThatIsNotEmbeddedIsRefusedWithTheAlternatives() {
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> ImageSets.embedded().load("photos", Split.TRAIN));
        assertTrue(e.getMessage().contains("[digits, letters]"), e.getMessage());
    }
}
