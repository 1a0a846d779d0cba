package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;

/**
 * Tensors moved by Adam with the learned η as its rate (specification, section 3).
 *
 * <pre>
 *   m ← b1·m + (1-b1)·g,  v ← b2·v + (1-b2)·g²
 *   p ← p - 0.001·η · m/(1-b1ⁿ) / (sqrt(v/(1-b2ⁿ) + 1e-10) + 1e-8)
 * </pre>
 *
 * with the gradient clipped to ±1000 and n the number of updates of the tensor.
 */
final class AdamTensors implements TensorFactory {

    static final float B1 = 0.9f;
    static final float B2 = 0.999f;
    static final float STEP_MULTIPLIER = 0.001f;
    static final float EPSILON = 1e-8f;

    /** Inside the root, where it acts as an epsilon of 1e-5. */
    static final float ROOT_EPSILON = 1e-10f;

    static final float CLIP = 1000;

    /** The bound that gradients are clipped to. */
    static float bound(GradientPolicy policy) {
        return Math.min(policy.clip(), CLIP);
    }

    /** 1 - bⁿ in float32. */
    static float correction(float decay, int n) {
        return 1 - (float) Math.pow(decay, n);
    }

    /** {@inheritDoc} */
    @Override
    public OnHost onHost(Kernel kernel, int threads) {
        return new OnHost() {
            @Override
            public HostTensor create(Shape shape) {
                return new AdamHostTensor((int) shape.size());
            }

            @Override
            public void close() {
                // one thread, the caller's
            }
        };
    }

    /** {@inheritDoc} */
    @Override
    public OnDevice onDevice(Kernel kernel, NDManager manager, GradientPolicy policy) {
        AdamNumbers numbers = AdamNumbers.of(manager, policy);
        return (shape, members) -> new AdamDeviceTensors(manager, numbers, shape, members);
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> arrayLengths(Shape shape) {
        int size = (int) shape.size();
        Map<String, Integer> lengths = new LinkedHashMap<>();
        lengths.put("m", size);
        lengths.put("v", size);
        lengths.put("updates", 1);
        return lengths;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, String> identity() {
        return Map.of();
    }

    /** {@inheritDoc} */
    @Override
    public float stepMultiplier() {
        return STEP_MULTIPLIER;
    }
}
