package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.metatrain.inner.DenseTask.Activation;
import org.djlcelo.metatrain.inner.DenseTask.Goal;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of any depth against a naive one in double precision. */
class DenseTaskTest {

    private static final Key DATA = Key.of(4);
    private static final FloatImages IMAGES =
            new ImagePipeline(4, 4, Colour.GREY).apply(EmbeddedData.digits(Split.TRAIN));

    static Stream<DenseTask.Network> networks() {
        return Stream.of(
                new DenseTask.Network(List.of(), Activation.RELU, Goal.CLASS, 8),
                new DenseTask.Network(List.of(7), Activation.RELU, Goal.CLASS, 8),
                new DenseTask.Network(List.of(9, 5), Activation.TANH, Goal.CLASS, 7),
                new DenseTask.Network(List.of(6), Activation.RELU, Goal.IMAGE, 8),
                new DenseTask.Network(List.of(6, 3), Activation.TANH, Goal.IMAGE, 3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndGradientAreThoseOfTheNaiveNetwork(DenseTask.Network network) {
        DenseTask task = new DenseTask("t", IMAGES, network, DATA);
        float[][] parameters = Episodes.tensors(task.layouts());
        float[][] gradients = Episodes.tensors(task.layouts());
        task.initialise(Key.of(3).random(), parameters);
        for (int t = 1; t < parameters.length; t += 2) {
            for (int i = 0; i < parameters[t].length; i++) {
                parameters[t][i] = 0.05f * (i % 5 - 2);
            }
        }
        double loss = task.newLossGradient().evaluate(parameters, 2, gradients);
        assertEquals(naive(task, parameters, 2, -1, 0, 0), loss, 2e-6 * loss);
        double largest = 0;
        for (float[] tensor : gradients) {
            for (float g : tensor) {
                largest = Math.max(largest, Math.abs(g));
            }
        }
        double h = 1e-6;
        for (int t = 0; t < parameters.length; t++) {
            for (int i = 0; i < parameters[t].length; i++) {
                double difference =
                        (naive(task, parameters, 2, t, i, h) - naive(task, parameters, 2, t, i, -h))
                                / (2 * h);
                assertEquals(difference, gradients[t][i], 3e-6 * largest, t + " " + i);
            }
        }
    }

    /** The network that both can compute. */
    @Test
    void equalsTheFastTask() {
        FloatImages images =
                new ImagePipeline(8, 8, Colour.GREY).apply(EmbeddedData.digits(Split.TRAIN));
        ImageMlpTask fast = new ImageMlpTask("fast", images, DATA);
        DenseTask slow =
                new DenseTask(
                        "slow",
                        images,
                        new DenseTask.Network(List.of(32), Activation.RELU, Goal.CLASS, 64),
                        DATA);
        float[][] ofSlow = Episodes.tensors(slow.layouts());
        float[][] ofFast = Episodes.tensors(fast.layouts());
        slow.initialise(Key.of(1).random(), ofSlow);
        fast.initialise(Key.of(1).random(), ofFast);
        for (int i = 0; i < ofFast[2].length; i++) {
            // [out, in] there, [in, out] here
            ofFast[2][i] = ofSlow[2][i % 32 * 10 + i / 32];
        }
        double expected =
                fast.newLossGradient().evaluate(ofFast, 5, Episodes.tensors(fast.layouts()));
        double actual =
                slow.newLossGradient().evaluate(ofSlow, 5, Episodes.tensors(slow.layouts()));
        assertEquals(expected, actual, 1e-6);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void normalisedLossIsAlwaysFinite(DenseTask.Network network) {
        DenseTask task = new DenseTask("t", IMAGES, network, DATA);
        double upper = network.goal() == Goal.CLASS ? 1.5 * Math.log(10) : 1;
        assertEquals(upper, task.normalise(Double.NaN));
        assertEquals(upper, task.normalise(100));
        assertEquals(0.25, task.normalise(0.25));
        assertTrue(task.normalise(-1) == 0);
    }

    /** The formulas, with one parameter moved by h. */
    private static double naive(
            DenseTask task, float[][] p, long batch, int tensor, int index, double h) {
        DenseTask.Network network = task.network();
        int[] sizes = task.sizes();
        int[] samples = new int[network.batch()];
        new BatchSampler(IMAGES.count(), samples.length, DATA).indices(batch, samples);
        double sum = 0;
        for (int sample : samples) {
            double[] image = new double[sizes[0]];
            for (int i = 0; i < image.length; i++) {
                image[i] = IMAGES.pixels()[image.length * sample + i];
            }
            double[] x = image;
            for (int layer = 1; layer < sizes.length; layer++) {
                double[] y = new double[sizes[layer]];
                for (int o = 0; o < y.length; o++) {
                    y[o] = at(p, 2 * layer - 1, o, tensor, index, h);
                    for (int i = 0; i < x.length; i++) {
                        y[o] += x[i] * at(p, 2 * layer - 2, i * y.length + o, tensor, index, h);
                    }
                    if (layer < sizes.length - 1) {
                        boolean tanh = network.activation() == Activation.TANH;
                        y[o] = tanh ? Math.tanh(y[o]) : Math.max(0, y[o]);
                    }
                }
                x = y;
            }
            sum += network.goal() == Goal.CLASS ? classLoss(x, sample) : imageLoss(x, image);
        }
        return sum / samples.length;
    }

    private static double at(float[][] p, int t, int i, int tensor, int index, double h) {
        return p[t][i] + (t == tensor && i == index ? h : 0);
    }

    private static double classLoss(double[] logits, int sample) {
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit);
        }
        return Math.log(total) - logits[IMAGES.labels()[sample]];
    }

    private static double imageLoss(double[] outputs, double[] image) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            double error = 1 / (1 + Math.exp(-outputs[i])) - image[i];
            sum += error * error / image.length;
        }
        return sum;
    }
}
