package org.djlcelo.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("letters-mlp", "letters-conv", "adam");

    @Test
    void editDistance() {
        assertEquals(0, NearestName.distance("adam", "adam"));
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(4, NearestName.distance("", "adam"));
    }

    @Test
    void suggestsWhatIsNearAndNothingElse() {
        assertEquals(Optional.of("letters-mlp"), NearestName.nearest("leters-mpl", KNOWN));
        assertEquals(Optional.empty(), NearestName.nearest("shampoo", KNOWN));
        assertTrue(NearestName.unknown("task", "adm", KNOWN).contains("did you mean \"adam\"?"));
    }
}
