package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.TensorStatistics;

/**
 * A schedule that sees every tensor: the inputs of Celo's, then {@link TensorStatistics} of the
 * accumulators before the step; an LSTM row and an η for each tensor.
 */
final class TensorSchedule implements Schedule {

    /** The rows have LSTM states of their own. */
    private static final float[] NO_LSTM = new float[0];

    private final SchedulerNetwork network;
    private final List<Accumulators> tensors;
    private final int common;
    private final float[][] inputs;
    private final float[][] hidden;
    private final float[][] cell;
    private final float[] etas;

    /** Progress and loss, alike for all rows. */
    private SchedulerState state;

    /** What statistics are taken of, read in place. */
    private record Accumulators(float[][] momentum, float[] secondMoment, int rank) {

        static Accumulators of(TensorState state) {
            Map<String, float[]> arrays = state.arrays();
            float[][] momentum = new float[Decays.TIMESCALES][];
            for (int k = 0; k < momentum.length; k++) {
                momentum[k] = arrays.get("m" + k);
            }
            int rank = TensorStatistics.rank(state.layout().shape());
            return new Accumulators(momentum, arrays.get("rms"), rank);
        }
    }

    TensorSchedule(SchedulerNetwork network, List<TensorState> states) {
        this.network = network;
        tensors = states.stream().map(Accumulators::of).toList();
        common = network.features() - TensorStatistics.COUNT;
        int rows = tensors.size();
        inputs = new float[rows][network.features()];
        hidden = new float[rows][network.initialHidden().length];
        cell = new float[rows][network.initialCell().length];
        etas = new float[rows];
    }

    @Override
    public void use(float[] vector, Architecture names) {
        network.use(vector, names);
    }

    @Override
    public void restart(int totalSteps) {
        state = SchedulerState.begin(totalSteps, NO_LSTM, NO_LSTM);
        for (int t = 0; t < etas.length; t++) {
            System.arraycopy(network.initialHidden(), 0, hidden[t], 0, hidden[t].length);
            System.arraycopy(network.initialCell(), 0, cell[t], 0, cell[t].length);
        }
    }

    @Override
    public void step(float loss, float[][] parameters) {
        state.step(loss, (features, noHidden, noCell) -> etas(features, parameters));
    }

    /** Advances all rows; returns the mean of their η. */
    private float etas(float[] features, float[][] parameters) {
        for (int t = 0; t < etas.length; t++) {
            System.arraycopy(features, 0, inputs[t], 0, common);
            Accumulators tensor = tensors.get(t);
            TensorStatistics.write(
                    meanSquare(parameters[t]),
                    tensor.momentum(),
                    tensor.secondMoment(),
                    tensor.rank(),
                    inputs[t],
                    common);
        }
        network.etas(inputs, hidden, cell, etas);
        float sum = 0;
        for (float eta : etas) {
            sum += eta;
        }
        return sum / etas.length;
    }

    private static float meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return (float) (sum / values.length);
    }

    @Override
    public float eta(int tensor) {
        return etas[tensor];
    }

    @Override
    public float lastEta() {
        return state.lastEta();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        LossSchedule.save(state, out);
        for (int t = 0; t < etas.length; t++) {
            Floats.write(hidden[t], out);
            Floats.write(cell[t], out);
        }
    }

    @Override
    public void restore(int totalSteps, DataInput in) throws IOException {
        restart(totalSteps);
        LossSchedule.restore(state, in);
        for (int t = 0; t < etas.length; t++) {
            Floats.read(in, hidden[t]);
            Floats.read(in, cell[t]);
        }
    }
}
