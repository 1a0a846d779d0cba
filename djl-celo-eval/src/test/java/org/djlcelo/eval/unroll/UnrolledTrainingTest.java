package org.djlcelo.eval.unroll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnrolledTrainingTest {

    private static final int DECAYS = 7;

    static Episode episode(int steps, int batch, long seed) {
        Random random = new Random(seed);
        float[] start = new float[2410];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (0.12 * random.nextGaussian());
        }
        FloatBuffer images = FloatBuffer.allocate(steps * batch * 64);
        while (images.hasRemaining()) {
            images.put(random.nextFloat());
        }
        int[] labels = random.ints((long) steps * batch, 0, 10).toArray();
        return new Episode(start, images, labels);
    }

    static float[] theta(double decayOffsets, double weights, long seed) {
        Random random = new Random(seed);
        float[] theta = new float[197];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = (float) ((i < DECAYS ? decayOffsets : weights) * random.nextGaussian());
        }
        return theta;
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, 0, 0.3",
        "2, 5, 0.05, 0.4",
        "6, 8, 0.05, 0.4",
        "9, 16, 0.2, 1",
        "4, 3, 0, 0"
    })
    void gradientIsTheSlopeOfTheValueInDoublePrecision(
            int steps, int batch, double offsets, double weights) {
        Episode episode = episode(steps, batch, 5);
        float[] theta = theta(offsets, weights, 7);
        ValueAndGradient result = new UnrolledTraining(steps, batch).gradient(theta, episode);
        double[] wide = widen(theta);
        double value = DoubleTraining.value(wide, episode, steps, batch);
        assertEquals(value, result.value(), 1e-6 * value);
        double[] slopes = slopes(wide, episode, steps, batch);
        double largest = 0;
        for (double slope : slopes) {
            largest = Math.max(largest, Math.abs(slope));
        }
        for (int i = 0; i < slopes.length; i++) {
            double tolerance = 2e-5 * (Math.abs(slopes[i]) + largest);
            assertEquals(slopes[i], result.gradient()[i], tolerance, "parameter " + i);
        }
    }

    private static double[] slopes(double[] theta, Episode episode, int steps, int batch) {
        double small = 1e-6;
        double[] slopes = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            double kept = theta[i];
            theta[i] = kept + small;
            double above = DoubleTraining.value(theta, episode, steps, batch);
            theta[i] = kept - small;
            double below = DoubleTraining.value(theta, episode, steps, batch);
            theta[i] = kept;
            slopes[i] = (above - below) / (2 * small);
        }
        return slopes;
    }

    @Test
    void theSlopesOfThatTestAreNotAllZero() {
        double[] slopes = slopes(widen(theta(0.05, 0.4, 7)), episode(3, 6, 5), 3, 6);
        int moved = 0;
        for (double slope : slopes) {
            moved += Math.abs(slope) > 1e-9 ? 1 : 0;
        }
        assertTrue(moved > slopes.length / 2, moved + " of them");
    }

    @Test
    void valueIsTheSameWithAndWithoutTheGradientAndInAnyOrder() {
        UnrolledTraining training = new UnrolledTraining(7, 6);
        Episode one = episode(7, 6, 1);
        Episode other = episode(7, 6, 2);
        float[] theta = theta(0.05, 0.4, 3);
        float value = training.value(theta, one);
        ValueAndGradient first = training.gradient(theta, one);
        training.gradient(theta(0.1, 2, 4), other);
        ValueAndGradient again = training.gradient(theta, one);
        assertEquals(value, first.value());
        assertEquals(value, again.value());
        assertEquals(value, training.value(theta, one));
        assertArrayEquals(first.gradient(), again.gradient());
    }

    @Test
    void anExplodingTrainingHasTheWorstLossAndNoGradient() {
        float[] theta = theta(0, 0.4, 3);
        theta[0] = 3;
        ValueAndGradient result = new UnrolledTraining(12, 6).gradient(theta, episode(12, 6, 1));
        assertTrue(result.value() > 0.5 * 1.5 * Math.log(10), "" + result.value());
        assertTrue(result.value() <= 1.5 * Math.log(10), "" + result.value());
        assertTrue(Float.isNaN(result.gradient()[0]));
    }

    @Test
    void tellsHowManyParametersThereAre() {
        UnrolledTraining training = new UnrolledTraining(1, 2);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> training.value(new float[5], episode(1, 2, 1)));
        assertEquals("Adafac-MLP has 197 parameters, not 5.", e.getMessage());
    }
}
