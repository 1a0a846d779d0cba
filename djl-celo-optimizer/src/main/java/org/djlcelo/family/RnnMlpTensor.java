package org.djlcelo.family;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.Lanes;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;

/**
 * What {@link RnnMlp} remembers of one tensor, and what its two networks see of it; features stand
 * in the order of their names.
 */
final class RnnMlpTensor {

    static final float[] DECAYS = {0.5f, 0.9f, 0.99f, 0.999f, 0.9999f};
    static final int SCALES = DECAYS.length;

    /** The periods of the sine features. */
    private static final double[] TIMES = {1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5};

    private static final int AXES = 4;
    private static final int TENSOR_FEATURES = 18;

    /** What the LSTM tells the network. */
    static final int TO_MLP = 17;

    static final int LSTM_INPUTS = RnnMlp.FROM_LSTM + RnnMlp.FROM_MLP + TENSOR_FEATURES;

    /** Gradient, value, its logarithm, and four features of each decay. */
    static final int CHANNELS = 3 + 4 * SCALES;

    static final int MLP_INPUTS = CHANNELS + TIMES.length + 3 + TO_MLP;

    static final float NORMALIZATION_EPSILON = 1e-5f;

    /** Added to squares that divide momenta. */
    static final float ROOT_EPSILON = 1e-6f;

    final float[] hidden;
    final float[] cell;
    final float[] fromMlp;
    private final float[] shape;
    private final float[][] m;
    private final float[][] v;

    /** Of the values' magnitudes: channels are written twice, and this one is dear. */
    private final float[] logarithm;

    RnnMlpTensor(TensorLayout layout, MetaParameters theta) {
        hidden = theta.get("lstm_init_state/hidden");
        cell = theta.get("lstm_init_state/cell");
        fromMlp = theta.get(RnnMlp.INITIAL_FROM_MLP);
        shape = shapeFeatures(layout);
        m = new float[SCALES][layout.size()];
        v = new float[SCALES][layout.size()];
        logarithm = new float[layout.size()];
    }

    /** Takes in a gradient, and the values that it is of. */
    void see(float[] p, float[] g) {
        for (int i = 0; i < p.length; i++) {
            logarithm[i] = (float) Math.log(Math.abs(p[i]) + 1e-8f);
        }
        for (int j = 0; j < SCALES; j++) {
            Lanes.average(m[j], g, DECAYS[j], 1 - DECAYS[j], g.length);
            Lanes.averageSquare(v[j], g, DECAYS[j], 1 - DECAYS[j], 0, g.length);
        }
    }

    float[] lstmInput(float[] fromLstm, float[] p, float[] g, float[] lossFeatures) {
        float meanM = Summary.mean(m);
        float meanV = Summary.mean(v);
        float meanP = Summary.mean(p);
        float[] own = {
            Summary.logMagnitude(norm(g)),
            shape[0],
            Summary.logMagnitude(meanM),
            Math.signum(meanM),
            Summary.logMagnitude(meanV),
            Math.signum(meanV),
            Summary.logMagnitude(meanP),
            Math.signum(meanP),
            Summary.logMagnitude(norm(p)),
            shape[1],
            shape[2],
            shape[3],
            shape[4],
            lossFeatures[0],
            lossFeatures[1],
            Summary.logMagnitude(Summary.variance(meanM, m)),
            Summary.logMagnitude(Summary.variance(meanV, v)),
            Summary.logMagnitude(Summary.variance(meanP, p))
        };
        float[] input = new float[LSTM_INPUTS];
        System.arraycopy(fromLstm, 0, input, 0, RnnMlp.FROM_LSTM);
        System.arraycopy(fromMlp, 0, input, RnnMlp.FROM_LSTM, RnnMlp.FROM_MLP);
        System.arraycopy(own, 0, input, LSTM_INPUTS - own.length, own.length);
        return input;
    }

    /**
     * Whether it is a scalar, and the lengths of four axes: missing ones have the length 1, and
     * those beyond the fourth don't count.
     */
    static float[] shapeFeatures(TensorLayout layout) {
        long[] axes = layout.referenceShape();
        float[] features = new float[1 + AXES];
        Arrays.fill(features, -1);
        features[0] = axes.length == 0 ? 1 : -1;
        for (int axis = 0; axis < Math.min(AXES, axes.length); axis++) {
            features[1 + axis] = (float) Math.log(axes[axis]) - 1;
        }
        return features;
    }

    private static double norm(float[] values) {
        return Math.sqrt((double) Summary.meanSquare(values) * values.length);
    }

    /** What the network sees alike for all parameters of the tensor. */
    float[] fixedInputs(float step, int tensors, float[] p, float[] toMlp) {
        float[] inputs = new float[MLP_INPUTS - CHANNELS];
        int to = 0;
        for (double time : TIMES) {
            inputs[to++] = (float) Math.sin(step / (Math.PI * time));
        }
        inputs[to++] = countFeature(tensors);
        inputs[to++] = (float) Math.log(norm(p) + 1e-8);
        inputs[to++] = (float) Math.log(p.length);
        System.arraycopy(toMlp, 0, inputs, to, TO_MLP);
        return inputs;
    }

    static float countFeature(int tensors) {
        return (float) Math.log(tensors) - 1;
    }

    /** What the sine features multiply the number of steps with. */
    static float[] frequencies() {
        float[] frequencies = new float[TIMES.length];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) (1 / (Math.PI * TIMES[i]));
        }
        return frequencies;
    }

    static ChannelSweep sweep() {
        return new ChannelSweep(CHANNELS, NORMALIZATION_EPSILON);
    }

    /** What the network sees of each parameter. */
    void write(float[] p, float[] g, int start, int n, float[][] x) {
        System.arraycopy(g, start, x[0], 0, n);
        System.arraycopy(p, start, x[1], 0, n);
        System.arraycopy(logarithm, start, x[2], 0, n);
        for (int j = 0; j < SCALES; j++) {
            float[] momentum = x[3 + j];
            float[] square = x[3 + SCALES + j];
            float[] inverse = x[3 + 3 * SCALES + j];
            System.arraycopy(m[j], start, momentum, 0, n);
            System.arraycopy(v[j], start, square, 0, n);
            Lanes.rsqrt(inverse, square, ROOT_EPSILON, n);
            Lanes.product(x[3 + 2 * SCALES + j], momentum, inverse, n);
        }
    }

    Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int j = 0; j < SCALES; j++) {
            arrays.put("m" + j, m[j]);
            arrays.put("v" + j, v[j]);
        }
        arrays.put("hidden", hidden);
        arrays.put("cell", cell);
        arrays.put("fromMlp", fromMlp);
        return arrays;
    }
}
