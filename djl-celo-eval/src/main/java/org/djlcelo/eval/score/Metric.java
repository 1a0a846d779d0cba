package org.djlcelo.eval.score;

import java.util.function.ToDoubleFunction;

/** The two scores of a run. */
public enum Metric implements ToDoubleFunction<RunScore> {

    /** Final training loss against the best Adam's. */
    FINAL_LOSS("Final-loss score: the best Adam's final training loss / own; 1 = best Adam") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(RunScore run) {
            return run.finalLossScore();
        }
    },

    /** How many times sooner the best Adam's final loss is reached. */
    SPEED_UP("Speed-up score: steps / steps until the best Adam's final loss; 0 = never") {
        /** {@inheritDoc} */
        @Override
        public double applyAsDouble(RunScore run) {
            return run.speedUpScore();
        }
    };

    private final String title;

    Metric(String title) {
        this.title = title;
    }

    /**
     * Returns the heading of a table.
     *
     * @return name and meaning
     */
    public String title() {
        return title;
    }
}
