package org.djlcelo.eval.unroll;

/** The features tanh(t/s - 1) of the steps' numbers t = 0, 1, ... at eleven time scales s. */
final class TimeFeatures {

    private static final double[] SCALES = {1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5};

    static final int COUNT = SCALES.length;

    private final double[][] features;

    TimeFeatures(int steps) {
        features = new double[steps][COUNT];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < COUNT; i++) {
                features[t][i] = Math.tanh(t / SCALES[i] - 1);
            }
        }
    }

    double get(int time, int scale) {
        return features[time][scale];
    }
}
