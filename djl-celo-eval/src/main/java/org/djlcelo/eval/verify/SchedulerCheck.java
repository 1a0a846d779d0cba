package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.NDArrayScheduler;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/**
 * {@code scheduler*.npz}: loss memory, LSTM and η for nine sequences of losses and three horizons.
 *
 * <p>A constant loss makes the loss features pure rounding noise, so there only η from recorded
 * features is compared.
 */
final class SchedulerCheck implements GoldenCheck {

    private static final String NOISE = "constant";

    /** Sequences on which two correct programs agree on the features themselves. */
    private static final List<String> WELL_CONDITIONED = List.of("decreasing", "tiny", "negative");

    @Override
    public boolean knows(String fileName) {
        return fileName.matches("scheduler.*\\.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        Optional<MetaParameters> theta = setting.weights(Architecture.CELO);
        if (theta.isEmpty()) {
            findings.unchecked(file.name(), Setting.missing(Architecture.CELO));
            return;
        }
        Scheduler scheduler = Scheduler.of(theta.get());
        if (!setting.device().isGpu()) {
            onHost(file, scheduler, findings);
        }
        onDevice(file, scheduler, setting, findings);
    }

    private static void onHost(GoldenFile file, Scheduler scheduler, Findings findings) {
        Deviation recordedInput = new Deviation();
        Deviation lstm = new Deviation();
        Deviation features = new Deviation();
        Deviation means = new Deviation();
        Deviation eta = new Deviation();
        Deviation noisyEta = new Deviation();
        for (String run : runs(file)) {
            SchedulerState driven = scheduler.newState(steps(run));
            SchedulerState own = scheduler.newState(steps(run));
            GoldenArray losses = file.get(sequence(run) + "/loss");
            for (int i = 0; i < losses.length(); i++) {
                float[] input = lstmInput(file, run, i);
                float recordedEta = file.get(run + "/eta").values()[i];
                recordedInput.relative(recordedEta, scheduler.eta(driven, input));
                lstm.relative(file.get(run + "/lstm_hidden").at(i), driven.snapshot().hidden());
                lstm.relative(file.get(run + "/lstm_cell").at(i), driven.snapshot().cell());
                float ownEta = scheduler.step(own, losses.values()[i]);
                means.relative(file.get(run + "/means").at(i), own.snapshot().lossMeans());
                if (WELL_CONDITIONED.contains(sequence(run))) {
                    eta.relative(recordedEta, ownEta);
                    features.absolute(file.get(run + "/loss_features").at(i), own.lossFeatures());
                } else if (!sequence(run).equals(NOISE)) {
                    noisyEta.relative(recordedEta, ownEta);
                }
            }
        }
        findings.compared(file, "java", "η from recorded features", recordedInput, Tolerance.ETA);
        findings.compared(file, "java", "LSTM from recorded features", lstm, Tolerance.LSTM);
        findings.compared(file, "java", "loss features", features, Tolerance.LOSS_FEATURES);
        findings.compared(file, "java", "loss means", means, Tolerance.LOSS_MEANS);
        findings.compared(
                file, "java", "η from falling losses", eta, Tolerance.OWN_ETA_WELL_CONDITIONED);
        findings.compared(file, "java", "η from other losses", noisyEta, Tolerance.OWN_ETA);
    }

    private static void onDevice(
            GoldenFile file, Scheduler scheduler, Setting setting, Findings findings) {
        Deviation means = new Deviation();
        Deviation eta = new Deviation();
        for (String run : runs(file)) {
            try (NDManager manager = NDManager.newBaseManager(setting.device())) {
                NDArrayScheduler own = new NDArrayScheduler(manager, scheduler, steps(run), false);
                GoldenArray losses = file.get(sequence(run) + "/loss");
                for (int i = 0; i < losses.length(); i++) {
                    try (NDArray loss = manager.create(losses.values()[i])) {
                        own.step(loss).close();
                        SchedulerState.Snapshot state = own.read();
                        means.relative(file.get(run + "/means").at(i), state.lossMeans());
                        if (!sequence(run).equals(NOISE)) {
                            eta.relative(file.get(run + "/eta").values()[i], state.lastEta());
                        }
                    }
                }
            }
        }
        String kernel = ReplayKernel.NDARRAY.toString();
        findings.compared(file, kernel, "loss means", means, Tolerance.LOSS_MEANS);
        findings.compared(file, kernel, "η from losses", eta, Tolerance.OWN_ETA);
    }

    /** The parts of names up to the horizon, for instance {@code spiky/T2000}. */
    private static List<String> runs(GoldenFile file) {
        return file.namesBelow("").stream()
                .filter(name -> name.endsWith("/eta"))
                .map(name -> name.substring(0, name.length() - "/eta".length()))
                .toList();
    }

    private static String sequence(String run) {
        return run.substring(0, run.indexOf('/'));
    }

    private static int steps(String run) {
        return Integer.parseInt(run.substring(run.indexOf("/T") + 2));
    }

    private static float[] lstmInput(GoldenFile file, String run, int step) {
        float[] time = file.get(run + "/time_features").at(step);
        float[] loss = file.get(run + "/loss_features").at(step);
        float[] input = new float[time.length + loss.length];
        System.arraycopy(time, 0, input, 0, time.length);
        System.arraycopy(loss, 0, input, time.length, loss.length);
        return input;
    }
}
