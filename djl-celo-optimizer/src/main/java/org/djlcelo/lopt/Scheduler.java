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

    private static final String OUTPUT = "rnn_params/step_size";

    private final MixedLstm network;
    private final Linear output;
    private final EtaForm form;
    private final float[] initialHidden;
    private final float[] initialCell;

    private Scheduler(MetaParameters theta) {
        network = MixedLstm.of(theta);
        if (network.mix().inputs() != Architecture.SCHEDULER_INPUTS) {
            throw new IllegalArgumentException(
                    "The scheduler of "
                            + theta.architecture()
                            + " sees every tensor; one for progress and loss alone can't stand"
                            + " for it");
        }
        output = Linear.of(theta, OUTPUT);
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
     * Returns meta-parameters whose schedule is a multiple of another one's in every step, whatever
     * the loss: with the exponential form that is the logarithm added to the output's bias.
     *
     * @param theta meta-parameters of an architecture with such a scheduler
     * @param factor what η is multiplied with, above 0
     * @return a copy with another bias
     * @throws IllegalArgumentException if the factor isn't positive and finite, if there is no
     *     scheduler, or if η isn't an exponential
     */
    public static MetaParameters scaled(MetaParameters theta, double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "A schedule can be multiplied by a positive number, not by " + factor);
        }
        if (of(theta).form != EtaForm.EXPONENTIAL) {
            throw new IllegalArgumentException(
                    "The schedule of "
                            + theta.architecture()
                            + " is no exponential, whose multiples have weights of their own");
        }
        float[] vector = theta.toVector();
        vector[theta.architecture().offset(OUTPUT + "/b")] += (float) Math.log(factor);
        return new MetaParameters(theta.architecture(), vector);
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
        network.step(new float[][] {features}, new float[][] {hidden}, new float[][] {cell});
        return form.of(output.apply(hidden)[0]);
    }

    MixedLstm network() {
        return network;
    }

    Linear output() {
        return output;
    }

    EtaForm form() {
        return form;
    }
}
