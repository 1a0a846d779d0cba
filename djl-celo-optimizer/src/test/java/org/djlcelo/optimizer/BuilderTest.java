package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What builders ask for, take and refuse. */
class BuilderTest {

    private static CeloOptimizer.Builder celo() {
        return CeloOptimizer.builder().setTotalSteps(100).optWeights(Toy.celo());
    }

    private static String refusal(Executable build) {
        return assertThrows(IllegalArgumentException.class, build).getMessage();
    }

    @Test
    void totalStepsAreRequiredAndTheMessageSaysHow() {
        String message = refusal(() -> CeloOptimizer.builder().optWeights(Toy.celo()).build());
        assertTrue(message.contains("setTotalSteps(TrainingSteps.of("), message);
        assertEquals(message, refusal(() -> CeloAdamOptimizer.builder().build()));
        assertTrue(refusal(() -> CeloOptimizer.builder().setTotalSteps(0)).contains("not 0"));
    }

    @Test
    void trainingStepsRoundUpPerEpoch() {
        assertEquals(30, TrainingSteps.of(24, 8, 10));
        assertEquals(40, TrainingSteps.of(25, 8, 10));
        assertEquals(1, TrainingSteps.of(1, 64, 1));
        assertTrue(refusal(() -> TrainingSteps.of(0, 8, 1)).contains("not 0, 8, 1"));
        assertTrue(refusal(() -> TrainingSteps.of(1, 0, 1)).contains("not 1, 0, 1"));
        assertTrue(refusal(() -> TrainingSteps.of(1, 8, -1)).contains("not 1, 8, -1"));
        assertTrue(refusal(() -> TrainingSteps.of(Long.MAX_VALUE, 1, 3)).contains("too long"));
        assertEquals(Integer.MAX_VALUE, TrainingSteps.of(Integer.MAX_VALUE, 1, 1));
    }

    @Test
    void weightsComeFromAValueOrAFile(@TempDir Path dir) throws Exception {
        MetaParameters theta = Toy.celo();
        Path file = dir.resolve("theta.safetensors");
        WeightsFile.write(new Weights(theta, new Provenance(Map.of("note", "random"))), file);
        try (CeloOptimizer given = celo().build();
                CeloOptimizer read = celo().optWeights(file).build()) {
            assertEquals(theta, given.weights());
            assertEquals(theta, read.weights());
        }
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(refusal(() -> celo().optWeights(file).build()).contains("theta.safetensors"));
        Path missing = dir.resolve("missing");
        assertTrue(refusal(() -> celo().optWeights(missing).build()).contains("missing"));
    }

    @Test
    void withoutTheZooTheMessageNamesTheDependency() {
        String byDefault = refusal(() -> CeloOptimizer.builder().setTotalSteps(9).build());
        assertTrue(byDefault.contains("djl-celo-model-zoo"), byDefault);
        String byName = refusal(() -> celo().optWeights("other").build());
        assertTrue(byName.contains("djl-celo-model-zoo"), byName);
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() {
        MetaParameters adam = Toy.theta(Architecture.CELO_ADAM);
        String message = refusal(() -> celo().optWeights(adam).build());
        assertTrue(message.contains("celo-adam"), message);
        assertTrue(message.contains(adam.id()), message);
        MetaParameters tensors = Toy.theta(Architecture.CELO_TENSOR_FEATURES);
        message = refusal(() -> celo().optWeights(tensors).build());
        assertTrue(
                message.contains("celo or celo-rule or celo-linear or celo-linear-clip"), message);
        String other =
                refusal(
                        () ->
                                CeloAdamOptimizer.builder()
                                        .setTotalSteps(9)
                                        .optWeights(Toy.celo())
                                        .build());
        assertTrue(other.contains("needs celo-adam"), other);
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
    void numbersThatMakeNoSenseAreRefused(float value) {
        assertTrue(refusal(() -> celo().optMultiplier(value)).contains("optMultiplier(...)"));
        assertTrue(refusal(() -> celo().optWeightDecays(value)).contains("optWeightDecays(...)"));
        assertTrue(refusal(() -> celo().setRescaleGrad(value)).contains("setRescaleGrad(...)"));
    }

    @Test
    void otherSettersRefuseTheirNonsense() {
        assertTrue(refusal(() -> celo().optClipGrad(Float.NaN)).contains("optClipGrad(...)"));
        assertTrue(refusal(() -> celo().optBeginNumUpdate(-1)).contains("optBeginNumUpdate(...)"));
        assertTrue(refusal(() -> celo().optParallelism(0)).contains("optParallelism(...)"));
        assertThrows(NullPointerException.class, () -> celo().optNonFinite(null));
        assertThrows(NullPointerException.class, () -> celo().optWeightDecayFilter(null));
        assertThrows(NullPointerException.class, () -> celo().optAxisOrder(null));
    }

    @Test
    void anUnknownKernelIsRefusedWithTheChoices() {
        System.setProperty(Kernel.PROPERTY, "cuda");
        try {
            String message = refusal(() -> celo().build());
            assertTrue(
                    message.contains("[auto, vector, tiled, scalar, ndarray, torchscript]"),
                    message);
        } finally {
            System.clearProperty(Kernel.PROPERTY);
        }
    }
}
