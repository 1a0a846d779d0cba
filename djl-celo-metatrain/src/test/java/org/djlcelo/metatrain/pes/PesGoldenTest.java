package org.djlcelo.metatrain.pes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link PesVariant#ORIGINAL} answers the recorded noise as the original program did. */
class PesGoldenTest {

    private static final LossWeights MEAN = MetaObjective.MEAN.weights(Double.NaN);

    private static final ToyData TOY = ToyData.read();

    static Stream<ToyData.Case> cases() {
        return Stream.of(TOY.cases);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyDrawIsAnsweredAsRecorded(ToyData.Case recorded) throws InterruptedException {
        List<ToyTrajectory> plus = new ArrayList<>();
        List<ToyTrajectory> minus = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int p = 0; p < TOY.particles; p++) {
            int first = recorded.initialCounter[p];
            plus.add(new ToyTrajectory(recorded.power, TOY.T, first));
            minus.add(new ToyTrajectory(recorded.power, TOY.T, first));
            pairs.add(new Pair(plus.get(p), minus.get(p)));
        }
        Noise replay =
                (iteration, particle, into) ->
                        System.arraycopy(
                                recorded.eps[(int) iteration][particle], 0, into, 0, into.length);
        double largest =
                Stream.of(recorded.float64.grad)
                        .mapToDouble(PesGoldenTest::max)
                        .max()
                        .getAsDouble();
        try (PesEstimator pes =
                new PesEstimator(
                        new PesEstimator.Settings(recorded.sigma, recorded.K, 2),
                        PesVariant.ORIGINAL.credit(Double.NaN, MEAN),
                        replay,
                        2,
                        List.of(new Family("toy", pairs)))) {
            for (int t = 0; t < recorded.reference.length; t++) {
                ToyData.Truncation expected = recorded.reference[t];
                GradientEstimate estimate = pes.estimate(TOY.theta, t);
                for (int i = 0; i < 2; i++) {
                    double actual = estimate.gradient()[i];
                    // float32 of two close losses in the recording, of theta + e here
                    assertEquals(expected.grad[i], actual, 1e-5 * largest);
                    assertEquals(recorded.float64.grad[t][i], actual, 5e-6 * largest);
                }
                assertEquals(expected.meanLoss, estimate.metaLoss(), 2e-6 * expected.meanLoss);
                for (int p = 0; p < TOY.particles; p++) {
                    float[] accumulator = pes.particles().get(p).accumulated();
                    assertEquals(expected.accumulator[p][0], accumulator[0], 1e-6 * recorded.sigma);
                    assertEquals(expected.accumulator[p][1], accumulator[1], 1e-6 * recorded.sigma);
                    assertEquals(expected.positive[p], plus.get(p).state(), 1e-5);
                    assertEquals(expected.negative[p], minus.get(p).state(), 1e-5);
                    assertEquals(expected.counter[p], plus.get(p).counter());
                }
            }
        }
    }

    private static double max(double[] values) {
        return Math.max(Math.abs(values[0]), Math.abs(values[1]));
    }
}
