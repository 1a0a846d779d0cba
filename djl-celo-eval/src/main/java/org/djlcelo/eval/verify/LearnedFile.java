package org.djlcelo.eval.verify;

import java.util.List;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/**
 * The parts that all {@code learned_celo*.npz} files have in common: three tensors, 15 steps,
 * losses and the scheduler's insides.
 */
final class LearnedFile {

    /** The tensors in the order of recorded tensor axes. */
    static final List<String> TENSORS = List.of("conv/w", "dense/b", "dense/w");

    private static final int TIME_FEATURES = 9;

    private final GoldenFile file;

    LearnedFile(GoldenFile file) {
        this.file = file;
    }

    int planned() {
        return (int) file.get("inputs/num_steps").scalar();
    }

    int steps() {
        return file.get("inputs/loss").length();
    }

    float loss(int step) {
        return file.get("inputs/loss").values()[step];
    }

    /** The rows of all tensors are equal; this is the first. */
    float eta(int step) {
        return file.get("eta").at(step)[0];
    }

    float[] start(String tensor) {
        return file.get("inputs/" + tensor + "/p0").values();
    }

    long[] shape(String tensor) {
        return file.get("inputs/" + tensor + "/p0").shape();
    }

    float[] gradient(String tensor, int step) {
        return file.get("inputs/" + tensor + "/grads").at(step);
    }

    /** Runs the scheduler on the recorded losses and compares all of it. */
    void compareScheduler(Scheduler scheduler, Findings findings) {
        Deviation features = new Deviation();
        Deviation memory = new Deviation();
        Deviation lstm = new Deviation();
        Deviation eta = new Deviation();
        SchedulerState state = scheduler.newState(planned());
        for (int i = 0; i < steps(); i++) {
            float own = scheduler.step(state, loss(i));
            SchedulerState.Snapshot now = state.snapshot();
            float[] input = firstRow(file.get("lstm_input"), i);
            float[] lossFeatures = state.lossFeatures();
            float[] recorded = new float[lossFeatures.length];
            System.arraycopy(input, TIME_FEATURES, recorded, 0, recorded.length);
            features.absolute(recorded, lossFeatures);
            memory.relative(file.get("loss_means").at(i), now.lossMeans());
            memory.relative(file.get("loss_running_min").at(i), now.lossMinima());
            lstm.absolute(firstRow(file.get("lstm_hidden"), i), now.hidden());
            lstm.absolute(firstRow(file.get("lstm_cell"), i), now.cell());
            eta.relative(eta(i), own);
        }
        findings.compared(file, "java", "loss features", features, Tolerance.LOSS_FEATURES);
        findings.compared(file, "java", "loss means and minima", memory, Tolerance.LOSS_MEANS);
        findings.compared(file, "java", "LSTM from losses", lstm, Tolerance.LOSS_FEATURES);
        findings.compared(file, "java", "η from losses", eta, Tolerance.OWN_ETA_WELL_CONDITIONED);
    }

    /** Feeds gradients and losses to an optimizer and compares where the parameters end. */
    void compareFreeRun(OptimizerReplay replay, ReplayKernel kernel, Findings findings) {
        for (String tensor : TENSORS) {
            replay.add(tensor, start(tensor), shape(tensor));
        }
        for (int i = 0; i < steps(); i++) {
            replay.beginStep(loss(i));
            for (String tensor : TENSORS) {
                replay.update(tensor, gradient(tensor, i));
            }
        }
        Deviation deviation = new Deviation();
        for (String tensor : TENSORS) {
            deviation.relative(file.get(tensor + "/p_final").values(), replay.get(tensor));
        }
        findings.compared(
                file,
                kernel.toString(),
                "parameters after a free run",
                deviation,
                Tolerance.LEARNED_FINAL);
    }

    private static float[] firstRow(GoldenArray array, int step) {
        float[] rows = array.at(step);
        float[] first = new float[rows.length / TENSORS.size()];
        System.arraycopy(rows, 0, first, 0, first.length);
        return first;
    }
}
