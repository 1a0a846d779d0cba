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

    /** Moves running means by values: m ← β·m + (1-β)·x. */
    void average(float[] m, float[] x, int count) {
        float b = value();
        float c = complement();
        for (int k = 0; k < count; k++) {
            m[k] = b * m[k] + c * x[k];
        }
    }

    /** Moves running means by squares: v ← β·v + (1-β)·x². */
    void averageSquare(float[] v, float[] x, int count) {
        float b = value();
        float c = complement();
        for (int k = 0; k < count; k++) {
            v[k] = b * v[k] + c * (x[k] * x[k]);
        }
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return Double.toString(beta);
    }
}
