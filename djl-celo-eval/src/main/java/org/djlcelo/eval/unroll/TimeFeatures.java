package org.djlcelo.eval.unroll;

import org.djlcelo.family.AdafacMlp;

/** The features tanh(t/s - 1) of the steps' numbers t = 0, 1, ... at eleven time scales s. */
final class TimeFeatures {

    static final int COUNT = AdafacMlp.TIMES.size();

    private final double[][] features;

    TimeFeatures(int steps) {
        features = new double[steps][COUNT];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < COUNT; i++) {
                features[t][i] = Math.tanh(t / AdafacMlp.TIMES.get(i) - 1);
            }
        }
    }

    double get(int time, int scale) {
        return features[time][scale];
    }
}
