package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hand-written network against a naive one in double precision. */
class ImageMlpTaskTest {

    private static final Key DATA = Key.of(4);
    private static final FloatImages IMAGES =
            new ImagePipeline(8, 8, Colour.GREY).apply(EmbeddedData.letters(Split.TRAIN));

    private final ImageMlpTask task = new ImageMlpTask("letters", IMAGES, DATA);
    private final float[][] parameters = Episodes.tensors(task.layouts());
    private final float[][] gradients = Episodes.tensors(task.layouts());

    @Test
    void thereAre2410Parameters() {
        int sum = 0;
        for (float[] tensor : parameters) {
            sum += tensor.length;
        }
        assertEquals(2410, sum);
    }

    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void lossIsThatOfTheNaiveNetwork(TestKernels kernels) {
        LossGradient lossGradient = kernels.kernels.lossGradient(task);
        for (long batch = 0; batch < 5; batch++) {
            randomise(batch);
            double loss = lossGradient.evaluate(parameters, batch, gradients);
            assertEquals(naiveLoss(parameters, batch, -1, 0, 0), loss, 2e-6 * loss);
        }
    }

    /** Every 7th parameter, so that each row and column of the matrices is hit. */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void gradientIsThatOfFiniteDifferences(TestKernels kernels) {
        randomise(1);
        kernels.kernels.lossGradient(task).evaluate(parameters, 3, gradients);
        double largest = 0;
        for (float[] tensor : gradients) {
            for (float g : tensor) {
                largest = Math.max(largest, Math.abs(g));
            }
        }
        double h = 1e-6;
        for (int t = 0; t < parameters.length; t++) {
            for (int i = 0; i < parameters[t].length; i += t == 0 ? 7 : 1) {
                double difference =
                        (naiveLoss(parameters, 3, t, i, h) - naiveLoss(parameters, 3, t, i, -h))
                                / (2 * h);
                assertEquals(difference, gradients[t][i], 2e-6 * largest, t + " " + i);
            }
        }
    }

    @Test
    void initialWeightsAreTruncatedNormalWithUnitGain() {
        task.initialise(Key.of(8).random(), parameters);
        double bound = 2 / Math.sqrt(64);
        double squares = 0;
        for (float w : parameters[0]) {
            assertTrue(Math.abs(w) <= bound);
            squares += w * w;
        }
        double deviation = Math.sqrt(squares / parameters[0].length);
        assertEquals(0.8796 / 8, deviation, 0.03 * 0.8796 / 8);
        assertEquals(0, parameters[1][5]);
        double loss = task.newLossGradient().evaluate(parameters, 0, gradients);
        assertEquals(Math.log(10), loss, 0.3);
    }

    @Test
    void normalisedLossIsAlwaysFinite() {
        double upper = 1.5 * Math.log(10);
        assertEquals(0.25, task.normalise(0.25));
        assertEquals(upper, task.normalise(7));
        assertEquals(upper, task.normalise(Double.NaN));
        assertEquals(upper, task.normalise(Double.NEGATIVE_INFINITY));
    }

    @Test
    void fastExponentialIsExact() {
        for (float x = 0; x > -86; x -= 0.0137f) {
            double exact = Math.exp(x);
            assertEquals(exact, SoftmaxCrossEntropy.exp(x), 3e-7 * exact);
        }
        assertEquals(0, SoftmaxCrossEntropy.exp(Float.NEGATIVE_INFINITY));
        assertTrue(Float.isNaN(SoftmaxCrossEntropy.exp(Float.NaN)));
    }

    private void randomise(long seed) {
        task.initialise(Key.of(seed).random(), parameters);
        for (int t = 1; t < 4; t += 2) {
            for (int i = 0; i < parameters[t].length; i++) {
                parameters[t][i] = 0.01f * (i % 5 - 2);
            }
        }
    }

    /** The formula, with one parameter moved by h. */
    private double naiveLoss(float[][] p, long batch, int tensor, int index, double h) {
        int[] samples = new int[64];
        new BatchSampler(IMAGES.count(), 64, DATA).indices(batch, samples);
        double sum = 0;
        for (int sample : samples) {
            double[] hidden = new double[32];
            for (int o = 0; o < 32; o++) {
                double z = p[1][o] + (tensor == 1 && index == o ? h : 0);
                for (int i = 0; i < 64; i++) {
                    int at = i * 32 + o;
                    double w = p[0][at] + (tensor == 0 && index == at ? h : 0);
                    z += w * IMAGES.pixels()[64 * sample + i];
                }
                hidden[o] = Math.max(0, z);
            }
            double[] logits = new double[10];
            double total = 0;
            for (int o = 0; o < 10; o++) {
                logits[o] = p[3][o] + (tensor == 3 && index == o ? h : 0);
                for (int i = 0; i < 32; i++) {
                    int at = o * 32 + i;
                    logits[o] += hidden[i] * (p[2][at] + (tensor == 2 && index == at ? h : 0));
                }
                total += Math.exp(logits[o]);
            }
            sum += Math.log(total) - logits[IMAGES.labels()[sample]];
        }
        return sum / samples.length;
    }
}
