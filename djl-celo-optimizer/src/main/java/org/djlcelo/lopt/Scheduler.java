package org.djlcelo.lopt;

/**
 * The learned schedule: one multiplier η per step from training progress and loss.
 *
 * <pre>
 *   u = [9 progress features, 9 loss features]
 *   z = u·W_in + b_in + relu(u·W_mix + b_mix)
 *   h, c = lstm(z, h, c)
 *   η = 0.1 · exp(h·w + b), or another {@link EtaForm}
 * </pre>
 *
 * (specification, sections 2.1 to 2.3; paper, section 4). The reference keeps one LSTM row per
 * tensor and mixes them by a maximum; its inputs don't depend on the tensor, so all rows are
 * bit-identical and one is enough. One step costs 37 000 multiply-adds whatever the size of the
 * model.
 */
public final class Scheduler implements EtaNetwork {

    private static final String PREFIX = "rnn_params/";

    private final Linear mix;
    private final Linear input;
    private final LstmCell lstm;
    private final Linear output;
    private final EtaForm form;
    private final float[] initialHidden;
    private final float[] initialCell;

    private Scheduler(MetaParameters theta) {
        mix = Linear.of(theta, PREFIX + "linear_1");
        if (mix.weight().length != Architecture.SCHEDULER_INPUTS * mix.bias().length) {
            throw new IllegalArgumentException(
                    "The scheduler of "
                            + theta.architecture()
                            + " sees every tensor; one for progress and loss alone can't stand"
                            + " for it");
        }
        input = Linear.of(theta, PREFIX + "linear_2");
        lstm = new LstmCell(Linear.of(theta, PREFIX + "rnn/linear"));
        output = Linear.of(theta, PREFIX + "step_size");
        form = EtaForm.of(theta.architecture());
        initialHidden = theta.get("lstm_init_state/hidden");
        initialCell = theta.get("lstm_init_state/cell");
    }

    /**
     * Returns the scheduler of some meta-parameters.
     *
     * @param theta meta-parameters of an architecture with a scheduler
     * @return the scheduler
     * @throws IllegalArgumentException if the architecture has none, or one that sees tensors
     */
    public static Scheduler of(MetaParameters theta) {
        return new Scheduler(theta);
    }

    /**
     * Starts a run.
     *
     * @param totalSteps the planned number of steps T, at least 1
     * @return the state before the first step
     */
    public SchedulerState newState(int totalSteps) {
        return SchedulerState.begin(totalSteps, initialHidden, initialCell);
    }

    /**
     * Advances by one step.
     *
     * @param state the run's state, changed
     * @param loss the training loss of this step, evaluated before the update
     * @return η of this step; NaN from the first NaN loss on, as in the reference
     */
    public float step(SchedulerState state, float loss) {
        return state.step(loss, this);
    }

    /**
     * Advances by one step whose loss is not finite: loss memory and LSTM stay as they are, and the
     * last η is repeated. Before the first finite loss that is the η of a first step, which no
     * finite loss changes.
     *
     * @param state the run's state, changed
     * @return η of this step
     */
    public float skip(SchedulerState state) {
        float eta = Float.isNaN(state.lastEta()) ? firstEta(state) : state.lastEta();
        state.advance(eta);
        return eta;
    }

    private float firstEta(SchedulerState state) {
        SchedulerState fresh = newState(state.totalSteps());
        fresh.setStep(state.step());
        return step(fresh, 0);
    }

    /**
     * Advances the LSTM alone, for comparisons with recorded features.
     *
     * @param state the run's state; its LSTM part is changed
     * @param features nine progress and nine loss features
     * @return η
     */
    public float eta(SchedulerState state, float[] features) {
        return eta(features, state.hidden(), state.cell());
    }

    /** {@inheritDoc} */
    @Override
    public float eta(float[] features, float[] hidden, float[] cell) {
        float[] mixed = mix.apply(features);
        float[] z = input.apply(features);
        for (int i = 0; i < z.length; i++) {
            z[i] += Math.max(0, mixed[i]);
        }
        lstm.step(z, hidden, cell);
        return form.of(output.apply(hidden)[0]);
    }

    Linear mix() {
        return mix;
    }

    Linear input() {
        return input;
    }

    Linear gates() {
        return lstm.gates();
    }

    Linear output() {
        return output;
    }

    EtaForm form() {
        return form;
    }

    /** A dense layer, {@code y = x·W + b}, W row-major [in, out]. */
    record Linear(float[] weight, float[] bias) {

        static Linear of(MetaParameters theta, String name) {
            return new Linear(theta.get(name + "/w"), theta.get(name + "/b"));
        }

        float[] apply(float[] x) {
            float[] y = bias.clone();
            addProduct(x, 0, y);
            return y;
        }

        /** Adds x times the rows from {@code firstRow}; rows are contiguous, so this vectorises. */
        void addProduct(float[] x, int firstRow, float[] y) {
            int outputs = bias.length;
            for (int i = 0; i < x.length; i++) {
                float xi = x[i];
                int row = (firstRow + i) * outputs;
                for (int o = 0; o < outputs; o++) {
                    y[o] += xi * weight[row + o];
                }
            }
        }
    }

    /**
     * haiku's LSTM: gates i, g, f, o in this order; rows of the first half of the weight take the
     * input, of the second half the hidden state; 1 is added to the forget gate.
     */
    record LstmCell(Linear gates) {

        void step(float[] z, float[] hidden, float[] cell) {
            int n = hidden.length;
            float[] gate = gates.bias().clone();
            gates.addProduct(z, 0, gate);
            gates.addProduct(hidden, n, gate);
            for (int i = 0; i < n; i++) {
                float in = sigmoid(gate[i]);
                float update = (float) Math.tanh(gate[n + i]);
                float forget = sigmoid(gate[2 * n + i] + 1);
                float out = sigmoid(gate[3 * n + i]);
                cell[i] = forget * cell[i] + in * update;
                hidden[i] = out * (float) Math.tanh(cell[i]);
            }
        }

        private static float sigmoid(float x) {
            return (float) (1 / (1 + Math.exp(-x)));
        }
    }
}
