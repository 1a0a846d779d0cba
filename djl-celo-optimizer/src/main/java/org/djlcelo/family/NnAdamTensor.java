package org.djlcelo.family;

import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.Lanes;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;

/**
 * What {@link NnAdam} remembers of one tensor, how it moves it and what its LSTM sees.
 *
 * <p>Rate, decays and epsilon are coded as {@code 0.1·ln} of lr, 1 - b1, 1 - b2 and ε, and bounded
 * by decoding and coding them again in every step.
 */
final class NnAdamTensor {

    static final float ROOT_EPSILON = 1e-10f;
    static final float HEAD_MULTIPLIER = 0.01f;

    /** Where the coded values of a tensor stand, in the order of the head's outputs. */
    static final int LR = 0;

    static final int BETA1 = 1;
    static final int BETA2 = 2;
    static final int EPSILON = 3;

    private static final double LOWEST_RATE = 1e-8;
    private static final double HIGHEST_RATE = 1e3;
    private static final double LOWEST_EPSILON = 1e-11;
    private static final double HIGHEST_EPSILON = 1e4;

    /** Of ln(1 - b). */
    private static final float LOWEST_DECAY = -10;

    /** Bounds of the logarithms of what is coded, in the same order. */
    static final float[] LOW = {
        (float) Math.log(LOWEST_RATE), LOWEST_DECAY, LOWEST_DECAY, (float) Math.log(LOWEST_EPSILON)
    };

    static final float[] HIGH = {
        (float) Math.log(HIGHEST_RATE), 0, 0, (float) Math.log(HIGHEST_EPSILON)
    };

    final float[] m;
    final float[] v;
    final float[] coded = new float[NnAdam.CODED.size()];
    final float[] hidden;
    final float[] cell;
    private final float[] kind;

    NnAdamTensor(TensorLayout layout, MetaParameters theta) {
        m = new float[layout.size()];
        v = new float[layout.size()];
        for (int i = 0; i < coded.length; i++) {
            coded[i] = theta.get(NnAdam.CODED.get(i))[0];
        }
        hidden = theta.get(NnAdam.HIDDEN);
        cell = theta.get(NnAdam.CELL);
        kind = kind(layout);
    }

    /** 1 or -1 for a vector, and for a scalar. */
    static float[] kind(TensorLayout layout) {
        int rank = layout.shape().length;
        return new float[] {rank == 1 ? 1 : -1, rank == 0 ? 1 : -1};
    }

    void move(float multiplier, float[] p, float[] g) {
        float b1 = decodeDecay(coded[BETA1]);
        float b2 = decodeDecay(coded[BETA2]);
        float epsilon = decodeEpsilon(coded[EPSILON]);
        float rate = multiplier * (decodeRate(coded[LR]) * (1 + epsilon));
        Lanes.average(m, g, b1, 1 - b1, p.length);
        Lanes.averageSquare(v, g, b2, 1 - b2, 0, p.length);
        step(p, m, v, rate, epsilon);
    }

    /** With all arrays as arguments, because HotSpot vectorises no loop over fields. */
    private static void step(float[] p, float[] m, float[] v, float rate, float epsilon) {
        for (int i = 0; i < p.length; i++) {
            p[i] -= rate * m[i] / (epsilon + (float) Math.sqrt(v[i] + ROOT_EPSILON));
        }
    }

    /** What the LSTM sees, in the order of the features' names. */
    float[] features(float[] p, float[] g) {
        float meanG = Summary.mean(g);
        float meanM = Summary.mean(m);
        float meanP = Summary.mean(p);
        float meanV = Summary.mean(v);
        return new float[] {
            carried(BETA1),
            carried(BETA2),
            carried(EPSILON),
            kind[0],
            kind[1],
            carried(LR),
            magnitude(meanG),
            Math.signum(meanG),
            magnitude(Summary.meanMagnitude(g)),
            magnitude(meanM),
            Math.signum(meanM),
            magnitude(meanP),
            Math.signum(meanP),
            magnitude(meanV),
            Math.signum(meanV),
            magnitude(Summary.variance(meanG, g)),
            magnitude(Summary.variance(meanM, m)),
            magnitude(Summary.variance(meanP, p)),
            magnitude(Summary.variance(meanV, v))
        };
    }

    private float carried(int which) {
        return 0.2f * (float) Summary.clip(coded[which], 5);
    }

    private static float magnitude(float x) {
        return 0.5f * Summary.logMagnitude(x);
    }

    /** Adds the head's outputs and bounds the values by decoding and coding them again. */
    void change(float[] outputs) {
        for (int i = 0; i < coded.length; i++) {
            coded[i] += HEAD_MULTIPLIER * outputs[i];
        }
        coded[LR] = code(decodeRate(coded[LR]));
        coded[BETA1] = code(1 - decodeDecay(coded[BETA1]));
        coded[BETA2] = code(1 - decodeDecay(coded[BETA2]));
        coded[EPSILON] = code(decodeEpsilon(coded[EPSILON]));
    }

    Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("m", m);
        arrays.put("v", v);
        arrays.put("coded", coded);
        arrays.put("hidden", hidden);
        arrays.put("cell", cell);
        return arrays;
    }

    private static float exp(float coded, double low, double high) {
        return (float) Math.max(low, Math.min(high, (float) Math.exp(10 * coded)));
    }

    private static float decodeRate(float coded) {
        return exp(coded, LOWEST_RATE, HIGHEST_RATE);
    }

    private static float decodeEpsilon(float coded) {
        return exp(coded, LOWEST_EPSILON, HIGHEST_EPSILON);
    }

    private static float decodeDecay(float coded) {
        return 1 - (float) Math.exp(Math.max(LOWEST_DECAY, Math.min(0, 10 * coded)));
    }

    /** Codes a positive number: 0.1·ln(value), in float32 as the reference. */
    private static float code(float value) {
        return 0.1f * (float) Math.log(value);
    }
}
