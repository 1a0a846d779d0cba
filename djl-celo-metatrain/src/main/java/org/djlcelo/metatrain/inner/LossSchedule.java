package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.SchedulerState;

/** Celo's schedule: one η for all tensors, from progress and loss. */
final class LossSchedule implements Schedule {

    private final SchedulerNetwork network;
    private SchedulerState state;

    LossSchedule(SchedulerNetwork network) {
        this.network = network;
    }

    @Override
    public void use(float[] vector, Architecture names) {
        network.use(vector, names);
    }

    @Override
    public void restart(int totalSteps) {
        state = SchedulerState.begin(totalSteps, network.initialHidden(), network.initialCell());
    }

    @Override
    public void step(float loss, float[][] parameters) {
        state.step(loss, network);
    }

    @Override
    public float eta(int tensor) {
        return state.lastEta();
    }

    @Override
    public float lastEta() {
        return state.lastEta();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        save(state, out);
    }

    @Override
    public void restore(int totalSteps, DataInput in) throws IOException {
        restart(totalSteps);
        restore(state, in);
    }

    static void save(SchedulerState state, DataOutput out) throws IOException {
        SchedulerState.Snapshot s = state.snapshot();
        out.writeInt(s.step());
        out.writeInt(s.lossCount());
        out.writeFloat(s.lastEta());
        for (float[] array : arrays(s)) {
            Floats.write(array, out);
        }
    }

    /** Takes back what {@link #save} wrote into a state of equal sizes. */
    static void restore(SchedulerState state, DataInput in) throws IOException {
        SchedulerState.Snapshot shape = state.snapshot();
        int step = in.readInt();
        int lossCount = in.readInt();
        float lastEta = in.readFloat();
        for (float[] array : arrays(shape)) {
            Floats.read(in, array);
        }
        state.restore(
                new SchedulerState.Snapshot(
                        step,
                        lossCount,
                        lastEta,
                        shape.lossMeans(),
                        shape.lossMinima(),
                        shape.hidden(),
                        shape.cell()));
    }

    private static List<float[]> arrays(SchedulerState.Snapshot s) {
        return List.of(s.lossMeans(), s.lossMinima(), s.hidden(), s.cell());
    }
}
