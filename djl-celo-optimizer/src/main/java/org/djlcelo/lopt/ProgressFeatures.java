package org.djlcelo.lopt;

/** Nine soft thresholds over the share of the planned steps that is done (section 2.3). */
public final class ProgressFeatures {

    private static final float[] CENTRES = {0.03f, 0.1f, 0.2f, 0.4f, 0.6f, 0.8f, 0.9f, 1.0f, 1.1f};

    /** How many there are. */
    public static final int COUNT = CENTRES.length;

    private ProgressFeatures() {}

    /**
     * Writes the features.
     *
     * @param progress steps done before this one over steps planned; above 1 when training past the
     *     end
     * @param out receives nine values in (-1, 1) from index 0
     */
    public static void write(float progress, float[] out) {
        for (int j = 0; j < COUNT; j++) {
            out[j] = (float) Tanh.of(10 * (progress - CENTRES[j]));
        }
    }

    static float[] centres() {
        return CENTRES.clone();
    }
}
