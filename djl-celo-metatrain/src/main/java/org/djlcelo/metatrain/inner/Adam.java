package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import java.util.List;
import org.djlcelo.kernel.TensorLayout;

/** Adam with a constant rate: what learned optimizers are measured against. */
public final class Adam implements InnerOptimizer {

    private static final float B1 = 0.9f;
    private static final float B2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float rate;
    private final float[][] first;
    private final float[][] second;
    private int steps;

    /**
     * Creates the optimizer.
     *
     * @param rate the learning rate
     * @param layouts the parameter tensors
     */
    public Adam(double rate, List<TensorLayout> layouts) {
        this.rate = (float) rate;
        first = Episodes.tensors(layouts);
        second = Episodes.tensors(layouts);
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        steps = 0;
        for (int t = 0; t < first.length; t++) {
            Arrays.fill(first[t], 0);
            Arrays.fill(second[t], 0);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        steps++;
        float unbias1 = (float) (1 / (1 - Math.pow(B1, steps)));
        float unbias2 = (float) (1 / (1 - Math.pow(B2, steps)));
        for (int t = 0; t < parameters.length; t++) {
            float[] p = parameters[t];
            float[] g = gradients[t];
            float[] m = first[t];
            float[] v = second[t];
            for (int i = 0; i < p.length; i++) {
                m[i] = B1 * m[i] + (1 - B1) * g[i];
                v[i] = B2 * v[i] + (1 - B2) * g[i] * g[i];
                float root = (float) Math.sqrt(v[i] * unbias2);
                p[i] -= rate * (m[i] * unbias1) / (root + EPSILON);
            }
        }
    }
}
