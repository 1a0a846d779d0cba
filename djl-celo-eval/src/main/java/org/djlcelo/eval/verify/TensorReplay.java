package org.djlcelo.eval.verify;

import java.util.Map;

/** One tensor whose accumulators a kernel carries from step to step. */
interface TensorReplay {

    /**
     * The step is read as a displacement of the parameter, which rounds to the parameter's last
     * digit. At so many times the multiplier the parameter is negligible; a power of two, so that
     * nothing else changes.
     */
    float MAGNIFICATION = 1 << 24;

    /**
     * Makes an update.
     *
     * @param p the parameter before it; not changed
     * @param g the gradient
     * @param eta the multiplier
     * @return the parameter after it
     */
    float[] update(float[] p, float[] g, float eta);

    /**
     * Returns the accumulators.
     *
     * @return values by name: m0, rms, v_row0, ...
     */
    Map<String, float[]> accumulators();

    /**
     * Makes an update and returns the step alone.
     *
     * @param p the parameter before it
     * @param g the gradient
     * @param eta the multiplier
     * @return what is subtracted from the parameter
     */
    default float[] step(float[] p, float[] g, float eta) {
        float[] after = update(p, g, eta * MAGNIFICATION);
        float[] step = new float[p.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = (p[i] - after[i]) / MAGNIFICATION;
        }
        return step;
    }
}
