package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights of every rule in files; flax files don't say whose they are. */
class FamilyWeightsTest {

    @TempDir private Path folder;

    static Stream<LearnedRule> rules() {
        return LearnedRules.all().stream();
    }

    private static MetaParameters theta(LearnedRule rule) {
        return rule.initial(new Random(7));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void safetensorsKeepThem(LearnedRule rule) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        WeightsFile.write(new Weights(theta(rule), Provenance.UNKNOWN), file);
        assertEquals(theta(rule), WeightsFile.read(file).theta());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void flaxFilesAreRecognisedByNamesAndShapes(LearnedRule rule) throws IOException {
        MetaParameters theta = theta(rule);
        assertEquals(theta, read(FlaxFile.of(theta)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aWrongShapeIsNamed(LearnedRule rule) {
        TensorSpec first = rule.architecture().tensors().get(0);
        List<Integer> longer = new ArrayList<>(first.shape());
        longer.add(2);
        FlaxFile file = FlaxFile.of(theta(rule)).with(first.name(), longer, new float[0]);
        String message = assertThrows(WeightsException.class, () -> read(file)).getMessage();
        assertTrue(message.contains(first.name() + " has shape " + longer), message);
        assertTrue(message.contains(first.shape() + " is needed"), message);
    }

    private static MetaParameters read(FlaxFile file) throws IOException {
        return WeightsFile.read(new ByteArrayInputStream(file.bytes()), "flax").theta();
    }
}
