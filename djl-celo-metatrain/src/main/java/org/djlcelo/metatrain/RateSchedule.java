package org.djlcelo.metatrain;

/**
 * The meta-optimizer's rate over a stage.
 *
 * @param shape how it changes
 * @param finalRate the rate at the end, of a shape that changes
 */
record RateSchedule(Shape shape, double finalRate) {

    /** The paper's. */
    static final RateSchedule CONSTANT = new RateSchedule(Shape.CONSTANT, 0);

    /** How a rate changes. */
    enum Shape {
        /** Not at all. */
        CONSTANT,
        /** By half a cosine wave from the rate to the final one. */
        COSINE
    }

    RateSchedule {
        if (!(finalRate >= 0) || Double.isInfinite(finalRate)) {
            throw new UserException("--final-lr must be at least 0, not " + finalRate + ".");
        }
    }

    /**
     * Returns the rate of a meta-iteration.
     *
     * @param rate the rate at the beginning
     * @param iteration meta-iterations done before
     * @param iterations meta-iterations of the stage
     */
    double at(double rate, int iteration, int iterations) {
        if (shape == Shape.CONSTANT) {
            return rate;
        }
        double share = Math.min(1, (double) iteration / iterations);
        return finalRate + (rate - finalRate) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
