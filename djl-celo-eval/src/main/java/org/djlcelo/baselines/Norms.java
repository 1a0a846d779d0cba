package org.djlcelo.baselines;

/** Norms of a parameter and of an update, for steps relative to the parameter's size. */
final class Norms {

    private double parameterSquares;
    private double updateSquares;

    /** Adds the first entries of both. */
    void add(float[] p, float[] u, int count) {
        double a = 0;
        double b = 0;
        for (int k = 0; k < count; k++) {
            a += (double) p[k] * p[k];
            b += (double) u[k] * u[k];
        }
        parameterSquares += a;
        updateSquares += b;
    }

    float parameterNorm() {
        return (float) Math.sqrt(parameterSquares);
    }

    float updateNorm() {
        return (float) Math.sqrt(updateSquares);
    }

    /** {@code coefficient·‖p‖ / (‖u‖ + ε)}, or 1 if a norm is 0. */
    float ratio(float coefficient, float epsilon) {
        if (parameterNorm() == 0 || updateNorm() == 0) {
            return 1;
        }
        return coefficient * parameterNorm() / (updateNorm() + epsilon);
    }
}
