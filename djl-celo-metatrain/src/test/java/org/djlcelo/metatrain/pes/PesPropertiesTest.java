package org.djlcelo.metatrain.pes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every draw. */
class PesPropertiesTest {

    private static final LossWeights MEAN = MetaObjective.MEAN.weights(Double.NaN);

    private static final double SIGMA = 0.05;
    private static final int LENGTH = 10;
    private static final float[] THETA = {0.3f, 0.2f};
    private static final Noise NOISE = Noise.gaussian(Key.of(5), SIGMA);

    /** A truncation that holds a whole episode and its restart: antithetic ES, draw by draw. */
    @ParameterizedTest
    @EnumSource(PesVariant.class)
    void wholeEpisodeEqualsAntitheticEs(PesVariant variant) throws InterruptedException {
        int truncation = LENGTH + 1;
        for (int iteration = 0; iteration < 20; iteration++) {
            float[] e = new float[2];
            NOISE.fill(iteration, 0, e);
            double difference =
                    meanLoss(THETA[0] + e[0], THETA[1] + e[1])
                            - meanLoss(THETA[0] - e[0], THETA[1] - e[1]);
            try (PesEstimator pes = estimator(variant, NOISE, 1, truncation, 1)) {
                float[] gradient = pes.estimate(THETA, iteration).gradient();
                for (int i = 0; i < 2; i++) {
                    double expected = difference * e[i] / (2 * SIGMA * SIGMA);
                    assertEquals(expected, gradient[i], 1e-5 * Math.abs(expected) + 1e-6);
                }
            }
        }
    }

    /** Episode after episode, ES keeps no noise; PES keeps that of the one before. */
    @Test
    void esForgetsEarlierNoise() throws InterruptedException {
        try (PesEstimator es = estimator(PesVariant.ES, NOISE, 1, LENGTH + 1, 1)) {
            for (int iteration = 0; iteration < 5; iteration++) {
                float[] e = new float[2];
                NOISE.fill(iteration, 0, e);
                float[] gradient = es.estimate(THETA, iteration).gradient();
                assertEquals(gradient[0] / e[0], gradient[1] / e[1], 1e-3);
            }
        }
    }

    /**
     * Episodes of ten steps and a restart in truncations of three: the noise that acts, by hand.
     */
    @Test
    void nresKeepsItsNoiseForAnEpisode() throws InterruptedException {
        float[] e = new float[2];
        NOISE.fill(0, 0, e);
        int episode = 0;
        try (PesEstimator nres = estimator(PesVariant.NRES, NOISE, 1, 3, 1)) {
            for (int iteration = 0; iteration < 22; iteration++) {
                float[] gradient = nres.estimate(THETA, iteration).gradient();
                int end = episode * (LENGTH + 1) + LENGTH - 1;
                if (end < 3 * (iteration + 1)) {
                    episode++;
                    NOISE.fill(-1 - iteration, 0, e);
                } else {
                    assertEquals(gradient[0] / e[0], gradient[1] / e[1], 1e-3);
                }
            }
        }
        assertEquals(6, episode);
    }

    @ParameterizedTest
    @EnumSource(PesVariant.class)
    void swappingThePairChangesNothing(PesVariant variant) throws InterruptedException {
        Noise negated =
                (iteration, particle, into) -> {
                    NOISE.fill(iteration, particle, into);
                    for (int i = 0; i < into.length; i++) {
                        into[i] = -into[i];
                    }
                };
        assertSame(run(variant, NOISE, 1), run(variant, negated, 1));
    }

    @ParameterizedTest
    @EnumSource(PesVariant.class)
    void threadsChangeNothing(PesVariant variant) throws InterruptedException {
        List<float[]> one = run(variant, NOISE, 1);
        assertSame(one, run(variant, NOISE, 2));
        assertSame(one, run(variant, NOISE, 5));
    }

    @ParameterizedTest
    @EnumSource(PesVariant.class)
    void savedStateContinuesIdentically(PesVariant variant)
            throws InterruptedException, IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        float[] expected;
        try (PesEstimator pes = estimator(variant, NOISE, 7, 3, 2)) {
            for (int t = 0; t < 9; t++) {
                pes.estimate(THETA, t);
            }
            pes.save(new DataOutputStream(saved));
            expected = pes.estimate(THETA, 9).gradient();
        }
        try (PesEstimator pes = estimator(variant, NOISE, 7, 3, 2)) {
            pes.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            assertArrayEquals(expected, pes.estimate(THETA, 9).gradient());
        }
    }

    private static void assertSame(List<float[]> expected, List<float[]> actual) {
        for (int t = 0; t < expected.size(); t++) {
            assertArrayEquals(expected.get(t), actual.get(t));
        }
    }

    private static List<float[]> run(PesVariant variant, Noise noise, int threads)
            throws InterruptedException {
        List<float[]> gradients = new ArrayList<>();
        try (PesEstimator pes = estimator(variant, noise, 7, 3, threads)) {
            for (int t = 0; t < 30; t++) {
                gradients.add(pes.estimate(THETA, t).gradient());
            }
        }
        return gradients;
    }

    private static PesEstimator estimator(
            PesVariant variant, Noise noise, int particles, int truncation, int threads) {
        List<Pair> pairs =
                IntStream.range(0, particles).mapToObj(p -> new Pair(toy(p), toy(p))).toList();
        double counted = truncation * LENGTH / (LENGTH + 1.0);
        return new PesEstimator(
                new PesEstimator.Settings(SIGMA, truncation, threads, variant.renewal()),
                variant.credit(counted, MEAN),
                noise,
                2,
                List.of(new Family("toy", pairs)));
    }

    private static ToyTrajectory toy(int particle) {
        return new ToyTrajectory(2, LENGTH, particle);
    }

    private static double meanLoss(float theta0, float theta1) {
        Unroll episode = new Unroll(LENGTH);
        new ToyTrajectory(2, LENGTH, 0).unroll(new float[] {theta0, theta1}, episode);
        return IntStream.range(0, LENGTH).mapToDouble(episode::loss).average().orElseThrow();
    }
}
