package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings of every hand-designed optimizer do, and which are refused. */
class SettingsContractTest {

    private static final Shape MATRIX = new Shape(5, 3);
    private static final float RATE = 0.1f;

    private final Tensors tensors = new Tensors();

    static Stream<Subject> subjects() {
        return ContractTest.subjects();
    }

    @AfterEach
    void free() {
        tensors.close();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void rescalesThenClipsOnBothSidesThenDecays(Subject subject) {
        float[] start = Tensors.random(8, 15);
        float[] g = Tensors.random(9, 15);
        float[] treated = new float[15];
        float decay = subject.is(Subject.Trait.OWN_DECAY) ? 0 : 0.25f;
        for (int k = 0; k < 15; k++) {
            treated[k] = Math.max(-0.5f, Math.min(0.5f, 2 * g[k])) + decay * start[k];
        }
        HandDesignedBuilder<?> builder = subject.builder().get();
        builder.setLearningRate(RATE).setRescaleGrad(2).optClipGrad(0.5f);
        if (decay > 0) {
            builder.optWeightDecays(decay);
        }
        try (HandDesignedOptimizer byBuilder = builder.build();
                HandDesignedOptimizer byHand = subject.at(RATE)) {
            assertArrayEquals(
                    tensors.run(byHand, start, MATRIX, treated),
                    tensors.run(byBuilder, start, MATRIX, g));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void laterUpdatesCanBeTheFirst(Subject subject) {
        HandDesignedBuilder<?> builder = subject.builder().get();
        List<Integer> asked = new ArrayList<>();
        builder.setLearningRateTracker(
                        update -> {
                            asked.add(update);
                            return RATE;
                        })
                .optBeginNumUpdate(40);
        try (HandDesignedOptimizer optimizer = builder.build()) {
            float[] g = Tensors.random(1, 15);
            tensors.run(optimizer, Tensors.random(2, 15), MATRIX, g, g);
            assertEquals(List.of(41, 42), asked);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void refusesWhatItCannotUpdate(Subject subject) {
        assertThrows(IllegalArgumentException.class, () -> subject.builder().get().build());
        assertThrows(IllegalArgumentException.class, () -> subject.at(-1));
        NDArray parameter = tensors.parameter(Tensors.random(1, 15), MATRIX);
        try (HandDesignedOptimizer optimizer = subject.at(RATE);
                NDArray gradient = tensors.gradient(Tensors.random(2, 15), MATRIX);
                NDArray doubles = parameter.stopGradient().toType(DataType.FLOAT64, true);
                NDArray view = parameter.stopGradient().transpose()) {
            assertRefused("float32", () -> optimizer.update("a", doubles, gradient));
            assertRefused("contiguous", () -> optimizer.update("b", view, gradient));
            NDArray onGpu = Relocated.to(Device.gpu(), parameter);
            assertRefused("CPU", () -> optimizer.update("c", onGpu, gradient));
        }
        HandDesignedBuilder<?> builder = subject.builder().get();
        builder.setLearningRateTracker(update -> Float.NaN);
        try (HandDesignedOptimizer optimizer = builder.build();
                NDArray gradient = tensors.gradient(Tensors.random(2, 15), MATRIX)) {
            assertThrows(
                    IllegalStateException.class, () -> optimizer.update("p", parameter, gradient));
        }
    }

    private static void assertRefused(String word, Runnable update) {
        Exception refusal = assertThrows(IllegalArgumentException.class, update::run);
        assertTrue(refusal.getMessage().contains(word), refusal::getMessage);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void saysItsSettings(Subject subject) {
        try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
            String text = optimizer.toString();
            assertTrue(text.startsWith(optimizer.getClass().getSimpleName() + "["), text);
            assertTrue(text.contains("rescaleGrad=1.0, clipGrad=-1.0, weightDecays="), text);
        }
    }

    @Test
    void theSettingsOfAdamAreThePublishedOnes() {
        try (HandDesignedOptimizer adam = Adam.builder().setLearningRate(RATE).build()) {
            assertEquals(
                    "Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, rootEpsilon=1.0E-8,"
                            + " rescaleGrad=1.0, clipGrad=-1.0, weightDecays=0.0]",
                    adam.toString());
        }
    }
}
