package org.djlcelo.metatrain.pes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the estimators claim about their mean, on the toy problem whose gradient is known.
 *
 * <p>The mean over many cycles (of two episodes, after which episodes and truncations are in phase
 * again) is compared in units of its standard error, which comes from the spread of the cycles.
 */
class PesBiasTest {

    private static final LossWeights MEAN = MetaObjective.MEAN.weights(Double.NaN);

    private static final ToyData TOY = ToyData.read();
    private static final int PARTICLES = 16;
    private static final int CYCLES = 4000;

    /** Truncated ES: no memory of earlier noise. */
    private static final Credit WITHOUT_ACCUMULATOR =
            (plus, minus) -> {
                Credit.Answer a = PesVariant.UNBIASED.credit(meanCounted(2), MEAN).of(plus, minus);
                return new Credit.Answer(
                        0, a.accumulated() + a.newest(), a.episodeEnded(), a.meanLoss());
            };

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "2, 3"})
    void unbiasedMeanIsTheEpisodeGradient(int power, int truncation) throws InterruptedException {
        assertUnbiased(PesVariant.UNBIASED, power, truncation, truncation);
    }

    /** The loss is smoothed by one perturbation per episode, which a cubic loss tells apart. */
    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "3, 3", "2, 4"})
    void reusedNoiseGivesTheGradientSmoothedOverEpisodes(int power, int truncation)
            throws InterruptedException {
        assertUnbiased(PesVariant.NRES, power, truncation, TOY.T);
    }

    private static void assertUnbiased(PesVariant variant, int power, int truncation, int redrawn)
            throws InterruptedException {
        Mean mean =
                longRun(
                        variant.credit(meanCounted(truncation), MEAN),
                        variant.renewal(),
                        power,
                        truncation);
        double[] exact = TOY.exactGradient(power, 0.1, redrawn);
        double size = Math.hypot(exact[0], exact[1]);
        for (int i = 0; i < 2; i++) {
            assertTrue(mean.error[i] < 0.02 * size, "too few draws: " + mean.error[i]);
            assertEquals(exact[i], mean.value[i], 4 * mean.error[i]);
        }
    }

    @Test
    void truncatedEsWithoutAccumulatorIsFarOff() throws InterruptedException {
        Mean mean = longRun(WITHOUT_ACCUMULATOR, 2, 2);
        double[] exact = TOY.exactGradient(2, 0.1, 2);
        assertTrue(Math.abs(exact[0] - mean.value[0]) > 50 * mean.error[0], "is " + mean.value[0]);
    }

    /** The recorded expectation of the original estimator: a quarter is missing. */
    @Test
    void originalHasItsRecordedBias() throws InterruptedException {
        Mean mean = longRun(PesVariant.ORIGINAL.credit(Double.NaN, MEAN), 2, 2);
        assertEquals(9.405, mean.value[0], 4 * mean.error[0]);
        assertEquals(0.683, mean.value[1], 4 * mean.error[1]);
    }

    /**
     * Linear in theta, so exact: the last loss is sum of 0.9^(8-k) (θ0 + θ1 cos k) plus a constant.
     */
    @Test
    void finalObjectiveIsTheGradientOfTheLastLoss() throws InterruptedException {
        LossWeights last = MetaObjective.FINAL.weights(TOY.T);
        Mean mean = longRun(PesVariant.UNBIASED.credit(meanCounted(3), last), 1, 3);
        double[] exact = new double[2];
        for (int k = 0; k < TOY.T - 1; k++) {
            exact[0] += Math.pow(0.9, TOY.T - 2 - k);
            exact[1] += Math.pow(0.9, TOY.T - 2 - k) * Math.cos(k);
        }
        for (int i = 0; i < 2; i++) {
            assertTrue(mean.error[i] < 0.02 * exact[0], "too few draws: " + mean.error[i]);
            assertEquals(exact[i], mean.value[i], 4 * mean.error[i]);
        }
    }

    private static double meanCounted(int truncation) {
        return truncation * TOY.T / (TOY.T + 1.0);
    }

    private static Mean longRun(Credit credit, int power, int truncation)
            throws InterruptedException {
        return longRun(credit, NoiseRenewal.EVERY_TRUNCATION, power, truncation);
    }

    private static Mean longRun(Credit credit, NoiseRenewal renewal, int power, int truncation)
            throws InterruptedException {
        double sigma = 0.1;
        List<Pair> pairs =
                IntStream.range(0, PARTICLES)
                        .mapToObj(p -> new Pair(toy(power), toy(power)))
                        .toList();
        int perCycle = TOY.T + 1;
        double[] sum = new double[2];
        double[] squares = new double[2];
        try (PesEstimator pes =
                new PesEstimator(
                        new PesEstimator.Settings(sigma, truncation, 1, renewal),
                        credit,
                        Noise.gaussian(Key.of(17), sigma),
                        2,
                        List.of(new Family("toy", pairs)))) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                double[] mean = new double[2];
                for (int t = 0; t < perCycle; t++) {
                    float[] g = pes.estimate(TOY.theta, (long) cycle * perCycle + t).gradient();
                    mean[0] += g[0] / (double) perCycle;
                    mean[1] += g[1] / (double) perCycle;
                }
                for (int i = 0; i < 2; i++) {
                    sum[i] += mean[i];
                    squares[i] += mean[i] * mean[i];
                }
            }
        }
        double[] value = {sum[0] / CYCLES, sum[1] / CYCLES};
        double[] error = new double[2];
        for (int i = 0; i < 2; i++) {
            double variance = squares[i] / CYCLES - value[i] * value[i];
            error[i] = Math.sqrt(variance / CYCLES);
        }
        return new Mean(value, error);
    }

    private static ToyTrajectory toy(int power) {
        return new ToyTrajectory(power, TOY.T, 0);
    }

    private record Mean(double[] value, double[] error) {}
}
