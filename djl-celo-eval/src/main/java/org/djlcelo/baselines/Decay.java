package org.djlcelo.baselines;

/**
 * The decay β of a running mean, with the rounding of the published float32 programs.
 *
 * @param beta at least 0 and less than 1
 */
record Decay(double beta) {

    Decay {
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException(
                    "A decay must be at least 0 and less than 1, not " + beta);
        }
    }

    float value() {
        return (float) beta;
    }

    /** 1 - β, rounded after the subtraction: 0.001f for 0.999. */
    float complement() {
        return (float) (1 - beta);
    }

    /** 1 - β^t from the rounded β and the rounded power: 0.00099998713 for 0.999 at t = 1. */
    float correction(int t) {
        return 1 - power(t);
    }

    /** β^t of the rounded β. */
    float power(int t) {
        return (float) Math.pow(value(), t);
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return Double.toString(beta);
    }
}
