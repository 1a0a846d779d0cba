package org.djlcelo.metatrain;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.djlcelo.metatrain.inner.InnerRun;

/**
 * An optimizer against the best Adam on one task, seed by seed, as in the evaluation (specification
 * of tasks, section 4): the same initial parameters and the same batches.
 *
 * @param finalLoss Adam's final loss over the optimizer's; above 1 is better than Adam
 * @param speedUp the steps T over the first step at which the smoothed training loss is as low as
 *     Adam's at its end; 0 if it never is
 */
record PairedScores(double[] finalLoss, double[] speedUp) {

    static PairedScores of(Outcome own, Outcome adam, int horizon) {
        int seeds = own.runs().size();
        double[] finalLoss = new double[seeds];
        double[] speedUp = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            InnerRun.Losses run = own.runs().get(seed);
            InnerRun.Losses other = adam.runs().get(seed);
            finalLoss[seed] = other.last() / Math.max(run.last(), Float.MIN_NORMAL);
            double goal = other.curve()[other.curve().length - 1];
            speedUp[seed] =
                    run.firstAtMost(goal).stream()
                            .mapToDouble(step -> (double) horizon / Math.min(step, horizon))
                            .findFirst()
                            .orElse(0);
        }
        return new PairedScores(finalLoss, speedUp);
    }

    double meanFinalLoss() {
        return Arrays.stream(finalLoss).average().orElseThrow();
    }

    double meanSpeedUp() {
        return Arrays.stream(speedUp).average().orElseThrow();
    }

    /**
     * The interquartile mean over tasks and seeds: without the floor(n/4) smallest and as many
     * largest (Agarwal et al. 2021).
     */
    static double iqm(List<PairedScores> tasks, Function<PairedScores, double[]> which) {
        double[] sorted =
                tasks.stream()
                        .flatMapToDouble(scores -> DoubleStream.of(which.apply(scores)))
                        .sorted()
                        .toArray();
        int dropped = sorted.length / 4;
        return IntStream.range(dropped, sorted.length - dropped)
                .mapToDouble(i -> sorted[i])
                .average()
                .orElseThrow();
    }
}
