package org.djlcelo.baselines;

/**
 * What happens to a gradient before an optimizer sees it.
 *
 * @param scale multiplies it
 * @param bound then every element is clipped to plus and minus this; infinite for no bound
 * @param decay times the parameter is added at last
 */
record GradientTransform(float scale, float bound, float decay) {

    /** Changes the first entries of a gradient. */
    void apply(float[] p, float[] g, int count) {
        if (scale == 1 && bound == Float.POSITIVE_INFINITY && decay == 0) {
            return;
        }
        for (int k = 0; k < count; k++) {
            g[k] = Math.max(-bound, Math.min(bound, g[k] * scale)) + decay * p[k];
        }
    }
}
