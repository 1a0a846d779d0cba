package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.EtaForm;
import org.djlcelo.lopt.EtaNetwork;

/**
 * The scheduler's network under changing meta-parameters; computes what {@link
 * org.djlcelo.lopt.Scheduler} computes, and allocates nothing.
 *
 * <pre>
 *   z_t = u_t·W_in + b_in + max over tensors s of relu(u_s·W_mix + b_mix)
 *   h_t, c_t = lstm(z_t, h_t, c_t)
 *   η_t = 0.1 · exp(h_t·w + b), or another {@link EtaForm}
 * </pre>
 *
 * <p>Where the inputs u don't depend on the tensor t, one row stands for all.
 */
final class SchedulerNetwork implements EtaNetwork {

    private static final String PREFIX = "rnn_params/";
    private static final String HIDDEN = "lstm_init_state/hidden";
    private static final String CELL = "lstm_init_state/cell";
    private static final String OUTPUT = PREFIX + "step_size";

    private final InnerKernels kernels;
    private final EtaForm form;
    private final int features;
    private final int units;
    private final DenseLayer mix;
    private final DenseLayer input;
    private final DenseLayer gates;
    private final float[] output;
    private float outputBias;
    private final float[] initialHidden;
    private final float[] initialCell;
    private final float[] row;

    /** The largest of all rows, at least 0. */
    private final float[] mixed;

    private final float[] z;
    private final float[] gateInputs;
    private final float[] gateSums;

    SchedulerNetwork(Architecture architecture, InnerKernels kernels) {
        this.kernels = kernels;
        form = EtaForm.of(architecture);
        units = architecture.size(HIDDEN);
        features = architecture.size(PREFIX + "linear_1/w") / units;
        mix = kernels.denseLayer(features, units);
        input = kernels.denseLayer(features, units);
        gates = kernels.denseLayer(2 * units, 4 * units);
        output = new float[units];
        initialHidden = new float[units];
        initialCell = new float[units];
        row = new float[units];
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

    /** The number of inputs u of a row. */
    int features() {
        return features;
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
        for (int i = 0; i < units; i++) {
            mixed[i] = Math.max(0, mixed[i]);
        }
        return advance(features, hidden, cell);
    }

    /**
     * Advances one row per tensor.
     *
     * @param features the inputs of each row
     * @param hidden the hidden states, changed
     * @param cell the cell states, changed
     * @param etas receives η of each row
     */
    void etas(float[][] features, float[][] hidden, float[][] cell, float[] etas) {
        Arrays.fill(mixed, 0);
        for (float[] inputs : features) {
            mix.apply(inputs, row);
            for (int i = 0; i < units; i++) {
                mixed[i] = Math.max(mixed[i], row[i]);
            }
        }
        for (int t = 0; t < etas.length; t++) {
            etas[t] = advance(features[t], hidden[t], cell[t]);
        }
    }

    private float advance(float[] features, float[] hidden, float[] cell) {
        input.apply(features, z);
        for (int i = 0; i < units; i++) {
            gateInputs[i] = z[i] + mixed[i];
        }
        System.arraycopy(hidden, 0, gateInputs, units, units);
        gates.apply(gateInputs, gateSums);
        kernels.advanceLstm(gateSums, hidden, cell);
        float sum = outputBias;
        for (int i = 0; i < units; i++) {
            sum += hidden[i] * output[i];
        }
        return form.of(sum);
    }
}
