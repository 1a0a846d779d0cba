package org.djlcelo.eval.score;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.djlcelo.random.Key;

/**
 * Stratified bootstrap: 95 % percentile intervals from scores drawn again with replacement, for
 * every task from the runs of this task (task specification, section 5; the method of rliable).
 *
 * <p>The intervals are a function of the scores and the seed alone: every interval starts its own
 * random stream.
 *
 * @param replicates how many times scores are drawn, at least 1
 * @param seed the seed of the draws
 * @param resampling what is drawn
 */
public record Bootstrap(int replicates, long seed, Resampling resampling) {

    /** As the paper's library is used: 50 000 replicates over runs. */
    public static final Bootstrap STANDARD = new Bootstrap(50_000, 0, Resampling.RUNS);

    /** A band is drawn, not read off: fewer replicates do. */
    private static final int BAND_REPLICATES = 2000;

    /** Checks the number of replicates. */
    public Bootstrap {
        if (replicates < 1) {
            throw new IllegalArgumentException("A bootstrap needs at least one replicate");
        }
    }

    /**
     * Computes all aggregates with their intervals.
     *
     * @param scores the scores
     * @return estimates by aggregate
     */
    public Map<Aggregate, Estimate> aggregates(ScoreMatrix scores) {
        Aggregate[] all = Aggregate.values();
        double[][] drawn = new double[all.length][replicates];
        RandomGenerator random = random();
        for (int i = 0; i < replicates; i++) {
            ScoreMatrix replicate =
                    scores.resampled(resampling.drawTasks(scores.tasks(), random), random);
            for (int k = 0; k < all.length; k++) {
                drawn[k][i] = all[k].applyAsDouble(replicate);
            }
        }
        Map<Aggregate, Estimate> estimates = new EnumMap<>(Aggregate.class);
        for (int k = 0; k < all.length; k++) {
            estimates.put(
                    all[k],
                    new Estimate(all[k].applyAsDouble(scores), Interval.middle95(drawn[k])));
        }
        return estimates;
    }

    /**
     * Computes the probability that one optimizer scores higher than another; their runs are drawn
     * independently.
     *
     * @param x scores of the one
     * @param y scores of the other, on the same tasks
     * @return the estimate
     */
    public Estimate improvement(ScoreMatrix x, ScoreMatrix y) {
        double[] drawn = new double[replicates];
        RandomGenerator random = random();
        for (int i = 0; i < replicates; i++) {
            int[] tasks = resampling.drawTasks(x.tasks(), random);
            drawn[i] =
                    ProbabilityOfImprovement.of(
                            x.resampled(tasks, random), y.resampled(tasks, random));
        }
        return new Estimate(ProbabilityOfImprovement.of(x, y), Interval.middle95(drawn));
    }

    /**
     * Computes, for a function with several values, the interval of each.
     *
     * @param scores the scores
     * @param values the function
     * @return one interval per value
     */
    Interval[] band(ScoreMatrix scores, Function<ScoreMatrix, double[]> values) {
        int count = Math.min(replicates, BAND_REPLICATES);
        double[][] drawn = new double[values.apply(scores).length][count];
        RandomGenerator random = random();
        for (int i = 0; i < count; i++) {
            int[] tasks = resampling.drawTasks(scores.tasks(), random);
            double[] replicate = values.apply(scores.resampled(tasks, random));
            for (int k = 0; k < replicate.length; k++) {
                drawn[k][i] = replicate[k];
            }
        }
        Interval[] band = new Interval[drawn.length];
        for (int k = 0; k < band.length; k++) {
            band[k] = Interval.middle95(drawn[k]);
        }
        return band;
    }

    private RandomGenerator random() {
        return Key.of(seed).with("bootstrap").random();
    }
}
