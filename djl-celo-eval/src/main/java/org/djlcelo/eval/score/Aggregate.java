package org.djlcelo.eval.score;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A number that sums up a score matrix (Agarwal et al. 2021, "Deep Reinforcement Learning at the
 * Edge of the Statistical Precipice"; the definitions are those of their library rliable).
 *
 * <p>Each is a function of a matrix, so that an interval is the same function over resampled
 * matrices ({@link Bootstrap}).
 */
public enum Aggregate implements ToDoubleFunction<ScoreMatrix> {

    /** Mean of all N·M scores without the floor(N·M/4) smallest and as many largest. */
    IQM("IQM") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(ScoreMatrix scores) {
            double[] sorted = scores.sorted();
            int dropped = sorted.length / 4;
            double sum = 0;
            for (int i = dropped; i < sorted.length - dropped; i++) {
                sum += sorted[i];
            }
            return sum / (sorted.length - 2 * dropped);
        }
    },

    /** Median over tasks of the mean over runs; the mean of the middle two for an even number. */
    MEDIAN("median") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(ScoreMatrix scores) {
            double[] means = scores.taskMeans();
            Arrays.sort(means);
            int middle = means.length / 2;
            return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
        }
    },

    /** How far scores stay below 1 on average: 1 - mean(min(score, 1)); smaller is better. */
    OPTIMALITY_GAP("gap") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(ScoreMatrix scores) {
            double sum = 0;
            for (double score : scores.sorted()) {
                sum += Math.min(score, 1);
            }
            return 1 - sum / scores.sorted().length;
        }
    },

    /** Mean over tasks of the mean over runs. */
    MEAN("mean") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(ScoreMatrix scores) {
            double sum = 0;
            for (double mean : scores.taskMeans()) {
                sum += mean;
            }
            return sum / scores.tasks();
        }
    };

    private final String label;

    Aggregate(String label) {
        this.label = label;
    }

    /**
     * Returns the name for table headings.
     *
     * @return a short name
     */
    public String label() {
        return label;
    }
}
