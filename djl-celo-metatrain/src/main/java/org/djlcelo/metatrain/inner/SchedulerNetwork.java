package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.EtaNetwork;

/**
 * The scheduler's network under changing meta-parameters; computes what {@link
 * org.djlcelo.lopt.Scheduler} computes, and allocates nothing.
 *
 * <pre>
 *   z = u·W_in + b_in + relu(u·W_mix + b_mix)
 *   h, c = lstm(z, h, c)
 *   η = 0.1 · exp(h·w + b)
 * </pre>
 */
final class SchedulerNetwork implements EtaNetwork {

    private static final String PREFIX = "rnn_params/";
    private static final String HIDDEN = "lstm_init_state/hidden";
    private static final String CELL = "lstm_init_state/cell";
    private static final String OUTPUT = PREFIX + "step_size";

    private final InnerKernels kernels;
    private final int units;
    private final DenseLayer mix;
    private final DenseLayer input;
    private final DenseLayer gates;
    private final float[] output;
    private float outputBias;
    private final float[] initialHidden;
    private final float[] initialCell;
    private final float[] mixed;
    private final float[] z;
    private final float[] gateInputs;
    private final float[] gateSums;

    SchedulerNetwork(InnerKernels kernels) {
        this.kernels = kernels;
        units = Architecture.CELO.size(HIDDEN);
        int features = Architecture.CELO.size(PREFIX + "linear_1/w") / units;
        mix = kernels.denseLayer(features, units);
        input = kernels.denseLayer(features, units);
        gates = kernels.denseLayer(2 * units, 4 * units);
        output = new float[units];
        initialHidden = new float[units];
        initialCell = new float[units];
        mixed = new float[units];
        z = new float[units];
        gateInputs = new float[2 * units];
        gateSums = new float[4 * units];
    }

    /**
     * Takes a copy of meta-parameters.
     *
     * @param vector the values
     * @param names what stands where, with at least the scheduler's tensors
     */
    void use(float[] vector, Architecture names) {
        use(mix, "linear_1", vector, names);
        use(input, "linear_2", vector, names);
        use(gates, "rnn/linear", vector, names);
        System.arraycopy(vector, names.offset(OUTPUT + "/w"), output, 0, units);
        outputBias = vector[names.offset(OUTPUT + "/b")];
        System.arraycopy(vector, names.offset(HIDDEN), initialHidden, 0, units);
        System.arraycopy(vector, names.offset(CELL), initialCell, 0, units);
    }

    private static void use(DenseLayer layer, String name, float[] vector, Architecture names) {
        layer.use(vector, names.offset(PREFIX + name + "/w"), names.offset(PREFIX + name + "/b"));
    }

    /** The hidden state that a run begins with; not copied. */
    float[] initialHidden() {
        return initialHidden;
    }

    /** The cell state that a run begins with; not copied. */
    float[] initialCell() {
        return initialCell;
    }

    @Override
    public float eta(float[] features, float[] hidden, float[] cell) {
        mix.apply(features, mixed);
        input.apply(features, z);
        for (int i = 0; i < units; i++) {
            gateInputs[i] = z[i] + Math.max(0, mixed[i]);
        }
        System.arraycopy(hidden, 0, gateInputs, units, units);
        gates.apply(gateInputs, gateSums);
        kernels.advanceLstm(gateSums, hidden, cell);
        float sum = outputBias;
        for (int i = 0; i < units; i++) {
            sum += hidden[i] * output[i];
        }
        return 0.1f * (float) Math.exp(sum);
    }
}
