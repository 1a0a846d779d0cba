package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First steps and symmetries that follow from the formulas by hand. */
class FirstStepTest {

    private static final float RATE = 0.1f;
    private static final int SIZE = 13;
    private static final Shape VECTOR = new Shape(SIZE);

    private final Tensors tensors = new Tensors();
    private final float[] start = Tensors.random(1, SIZE);
    private final float[] gradient = Tensors.random(2, SIZE);

    @AfterEach
    void free() {
        tensors.close();
    }

    private float[] run(HandDesignedBuilder<?> builder, float[]... gradients) {
        builder.setLearningRate(RATE);
        try (HandDesignedOptimizer optimizer = builder.build()) {
            return tensors.run(optimizer, start, VECTOR, gradients);
        }
    }

    /**
     * The step of one entry as a function of its gradient, for optimizers that treat entries alone.
     */
    private void assertFirstStep(HandDesignedBuilder<?> builder, DoubleUnaryOperator step) {
        float[] end = run(builder, gradient);
        for (int i = 0; i < SIZE; i++) {
            assertEquals(start[i] - RATE * step.applyAsDouble(gradient[i]), end[i], 1e-6);
        }
    }

    @Test
    void entryByEntry() {
        double bias = 1e-3 / 0.00099998713;
        assertFirstStep(Adam.builder(), g -> g / (Math.sqrt(bias * g * g + 1e-8) + 1e-8));
        assertFirstStep(RAdam.builder(), g -> g);
        assertFirstStep(
                Yogi.builder(),
                g -> {
                    double v = 1e-6 - 1e-3 * Math.signum(1e-6 - g * g) * g * g;
                    return (0.9e-6 + 0.1 * g) / 0.1 / (Math.sqrt(v / 1e-3) + 1e-3);
                });
        assertFirstStep(AdaBelief.builder(), g -> Math.signum(g) / 0.9 / Math.sqrt(bias));
        assertFirstStep(RmsProp.builder(), g -> g / Math.sqrt(0.1 * g * g + 1e-8));
        assertFirstStep(AdaGrad.builder(), g -> g / Math.sqrt(0.1 + g * g + 1e-7));
        assertFirstStep(Sgdm.builder(), g -> g);
        assertFirstStep(Sm3.builder(), g -> 0.1 * g / Math.sqrt(g * g + 1e-8));
        // Nesterov's momentum on the first step: 0.9 · 0.1 g + 0.1 g over 0.1
        assertFirstStep(
                NAdamW.builder(),
                g -> 1.9 * g * Math.sqrt(0.00099998713) / (Math.sqrt(1e-3 * g * g) + 1e-8));
    }

    @Test
    void adamNeverStepsFurtherThanTheRateAtFirst() {
        float[] end = run(Adam.builder(), Tensors.scaled(gradient, 1e6f));
        for (int i = 0; i < SIZE; i++) {
            assertTrue(Math.abs(end[i] - start[i]) <= RATE * 1.00001);
        }
    }

    @Test
    void decaysApartFromTheGradient() {
        float[] still = new float[SIZE];
        float[] adamW = run(AdamW.builder().optWeightDecays(0.5f), still);
        assertArrayEquals(Tensors.scaled(start, 1 - RATE * 0.5f), adamW, 1e-6f);

        float[] lamb = run(Lamb.builder().optWeightDecays(0.5f), still);
        assertArrayEquals(Tensors.scaled(start, 1 - RATE), lamb, 1e-6f, "relative to ‖p‖ / ‖u‖");

        // bias-corrected rate: √0.001 / 0.1
        float[] nadamw = run(NAdamW.builder().optWeightDecays(0.5f), still);
        double factor = 1 - RATE * Math.sqrt(1e-3) / 0.1 * 0.5;
        assertArrayEquals(Tensors.scaled(start, (float) factor), nadamw, 1e-6f);
    }

    /** The published sign. */
    @Test
    void l2OfNAdamWPushesOutwards() {
        float[] end = run(NAdamW.builder().optL2(0.5f), new float[SIZE]);
        for (int i = 0; i < SIZE; i++) {
            assertTrue(Math.abs(end[i]) > Math.abs(start[i]));
        }
    }

    @Test
    void adafactorStepsAreSignsClippedByTheirSize() {
        double rms = 0;
        for (float p : start) {
            rms += p * p / SIZE;
        }
        float[] end = run(Adafactor.builder(), gradient);
        for (int i = 0; i < SIZE; i++) {
            double step = RATE * Math.sqrt(rms) * Math.signum(gradient[i]);
            assertEquals(start[i] - step, end[i], 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-3f, 1e3f})
    void sizesOfGradientsDoNotMatterToNormedSteps(float factor) {
        float[] scaled = Tensors.scaled(gradient, factor);
        for (Supplier<HandDesignedBuilder<?>> builder : normed()) {
            float[] end = run(builder.get(), gradient);
            assertArrayEquals(end, run(builder.get(), scaled), 2e-5f);
        }
    }

    private static List<Supplier<HandDesignedBuilder<?>>> normed() {
        return List.of(() -> Lamb.builder().optEpsilon(0), Lars::builder, Fromage::builder);
    }

    @Test
    void normedStepsHaveTheSizesOfTheirFormulas() {
        double norm = norm(start);
        float[] lars = run(Lars.builder(), gradient);
        assertEquals(RATE * 1e-3 * norm, distance(start, lars), 1e-6 * norm);
        float[] lamb = run(Lamb.builder(), gradient);
        assertEquals(RATE * norm, distance(start, lamb), 1e-6 * norm);
        float[] fromage = run(Fromage.builder(), gradient);
        double shrink = 1 / Math.sqrt(1 + RATE * RATE);
        float[] shrunk = Tensors.scaled(start, (float) shrink);
        assertEquals(RATE * shrink * norm, distance(shrunk, fromage), 1e-6 * norm);
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    /** With the rate outside the momentum a lower rate would act at once. */
    @Test
    void theRateIsInsideTheMomentumOfLars() {
        Lars.Builder builder =
                Lars.builder().setLearningRateTracker(update -> update == 1 ? RATE : 0);
        float[] twice;
        try (Lars lars = builder.build()) {
            twice = tensors.run(lars, start, VECTOR, gradient, gradient);
        }
        float[] once = run(Lars.builder(), gradient);
        for (int i = 0; i < SIZE; i++) {
            assertEquals(once[i] + 0.9f * (once[i] - start[i]), twice[i], 1e-6);
        }
    }

    /** AdaGrad from 0, with a mean of steps instead of the sum. */
    @Test
    void sm3OnAVectorIsAdaGradWithMeanMomentum() {
        float[][] g = {gradient, Tensors.random(3, SIZE), Tensors.random(4, SIZE)};
        float[] end = run(Sm3.builder(), g);
        for (int i = 0; i < SIZE; i++) {
            double p = start[i];
            double sum = 0;
            double mean = 0;
            for (float[] now : g) {
                sum += now[i] * now[i];
                mean = 0.9 * mean + 0.1 * now[i] / Math.sqrt(sum + 1e-8);
                p -= RATE * mean;
            }
            assertEquals(p, end[i], 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void earlyShampooIsItsGraftWithNesterovMomentum(int steps) {
        float[][] g = new float[steps][];
        for (int i = 0; i < steps; i++) {
            g[i] = Tensors.random(10 + i, SIZE);
        }
        float[] sgd = run(Shampoo.builder().setGraft(Graft.SGD), g);
        float[] adaGrad = run(Shampoo.builder().setGraft(Graft.ADAGRAD), g);
        for (int i = 0; i < SIZE; i++) {
            double p = start[i];
            double q = start[i];
            double momentum = 0;
            double scaledMomentum = 0;
            double squares = 0;
            for (float[] now : g) {
                momentum = 0.9 * momentum + now[i];
                p -= RATE * (now[i] + 0.9 * momentum);
                squares += now[i] * now[i];
                double scaled = now[i] / (Math.sqrt(squares) + 1e-10);
                scaledMomentum = 0.9 * scaledMomentum + scaled;
                q -= RATE * (scaled + 0.9 * scaledMomentum);
            }
            assertEquals(p, sgd[i], 2e-6);
            assertEquals(q, adaGrad[i], 2e-6);
        }
    }
}
