package org.djlcelo.baselines;

/** The optimizer whose step sizes {@link Shampoo} takes. */
public enum Graft {

    /** The gradient itself. */
    SGD {
        @Override
        GraftRule newRule(int size) {
            return gradient -> gradient;
        }
    },

    /** {@code q ← q + g²; g / (√q + 1e-10)} with q from 0. */
    ADAGRAD {
        @Override
        GraftRule newRule(int size) {
            float[] q = new float[size];
            return gradient -> {
                float[] step = new float[size];
                for (int i = 0; i < size; i++) {
                    q[i] += gradient[i] * gradient[i];
                    step[i] = gradient[i] / ((float) Math.sqrt(q[i]) + EPSILON);
                }
                return step;
            };
        }
    };

    private static final float EPSILON = 1e-10f;

    abstract GraftRule newRule(int size);

    /** The state of one tensor. */
    interface GraftRule {

        /** The step for a gradient, which may be returned itself. */
        float[] step(float[] gradient);
    }
}
