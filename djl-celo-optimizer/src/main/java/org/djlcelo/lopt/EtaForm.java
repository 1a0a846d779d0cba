package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;

/**
 * How a scheduler's output x becomes the multiplier η (the paper's ablation of the functional form;
 * the released code has the exponential alone).
 *
 * <p>The form belongs to the architecture that a weight file names, so that weights are never run
 * with another.
 */
public enum EtaForm {
    /** {@code 0.1·exp(x)}: Celo's. */
    EXPONENTIAL {
        @Override
        public float of(float x) {
            return SCALE * (float) Math.exp(x);
        }

        @Override
        NDArray of(NDArray x, NDArraySchedulerWeights numbers) {
            return x.exp().mul(numbers.tenth());
        }
    },
    /**
     * {@code 0.1·x}, which may be negative. The paper names no factor; this one keeps the scale.
     */
    LINEAR {
        @Override
        public float of(float x) {
            return SCALE * x;
        }

        @Override
        NDArray of(NDArray x, NDArraySchedulerWeights numbers) {
            return x.mul(numbers.tenth());
        }
    },
    /**
     * {@code 0.1·x} clipped to [0, 10]: from no step to ten times the step of the rule alone. The
     * paper names no bounds.
     */
    CLIPPED_LINEAR {
        @Override
        public float of(float x) {
            return Math.min(BOUND, Math.max(0, SCALE * x));
        }

        @Override
        NDArray of(NDArray x, NDArraySchedulerWeights numbers) {
            return x.mul(numbers.tenth()).maximum(numbers.zero()).minimum(numbers.ten());
        }
    };

    private static final float SCALE = 0.1f;
    private static final float BOUND = 10;

    /**
     * Returns η.
     *
     * @param x the output of the scheduler's network
     * @return η
     */
    public abstract float of(float x);

    /** The same on a device. */
    abstract NDArray of(NDArray x, NDArraySchedulerWeights numbers);

    /**
     * Returns the form of an architecture's scheduler.
     *
     * @param architecture an architecture with a scheduler
     * @return its form
     */
    public static EtaForm of(Architecture architecture) {
        String name = architecture.name();
        if (name.equals(Architecture.CELO_LINEAR.name())) {
            return LINEAR;
        }
        return name.equals(Architecture.CELO_LINEAR_CLIP.name()) ? CLIPPED_LINEAR : EXPONENTIAL;
    }
}
