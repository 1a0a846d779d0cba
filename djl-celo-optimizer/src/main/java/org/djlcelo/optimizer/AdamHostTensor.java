package org.djlcelo.optimizer;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;

/** Celo-Adam's state of one tensor in Java's memory; see {@link AdamTensors} for the formula. */
final class AdamHostTensor implements HostTensor {

    private static final int TILE = 512;

    private final float[] m;
    private final float[] v;

    /** Updates done; an array so that it is saved like the rest. */
    private final float[] updates = new float[1];

    private final float[] p = new float[TILE];
    private final float[] g = new float[TILE];

    AdamHostTensor(int size) {
        m = new float[size];
        v = new float[size];
    }

    /** {@inheritDoc} */
    @Override
    public boolean update(
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        if (policy.skipNaN() && hasNaN(gradient)) {
            return false;
        }
        int n = (int) ++updates[0];
        float first = 1 / AdamTensors.correction(AdamTensors.B1, n);
        float second = 1 / AdamTensors.correction(AdamTensors.B2, n);
        float rate = AdamTensors.STEP_MULTIPLIER * eta;
        float bound = AdamTensors.bound(policy);
        for (int start = 0; start < m.length; start += TILE) {
            int count = Math.min(TILE, m.length - start);
            parameter.get(start, p, 0, count);
            gradient.get(start, g, 0, count);
            for (int k = 0; k < count; k++) {
                float gk = Math.max(-bound, Math.min(bound, g[k] * policy.scale()));
                int i = start + k;
                m[i] = AdamTensors.B1 * m[i] + (1 - AdamTensors.B1) * gk;
                v[i] = AdamTensors.B2 * v[i] + (1 - AdamTensors.B2) * gk * gk;
                float root = (float) Math.sqrt(v[i] * second + AdamTensors.ROOT_EPSILON);
                float step = m[i] * first * (rate / (AdamTensors.EPSILON + root));
                p[k] = p[k] - decay * p[k] - step;
            }
            parameter.put(start, p, 0, count);
        }
        return true;
    }

    private boolean hasNaN(FloatBuffer gradient) {
        for (int start = 0; start < m.length; start += TILE) {
            int count = Math.min(TILE, m.length - start);
            gradient.get(start, g, 0, count);
            for (int k = 0; k < count; k++) {
                if (Float.isNaN(g[k])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("m", m);
        arrays.put("v", v);
        arrays.put("updates", updates);
        return arrays;
    }
}
