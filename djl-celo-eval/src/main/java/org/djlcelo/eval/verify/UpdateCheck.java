package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.UpdateRule;

/**
 * {@code update_*.npz}: 25 updates of one tensor, each from the recorded parameter with the
 * recorded η, with the scheduler (phase 2) and without (phase 1).
 */
final class UpdateCheck implements GoldenCheck {

    @Override
    public boolean knows(String fileName) {
        return fileName.matches("update_.*\\.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        Optional<MetaParameters> theta = setting.weights(Architecture.CELO);
        if (theta.isEmpty()) {
            findings.unchecked(file.name(), Setting.missing(Architecture.CELO));
            return;
        }
        GoldenArray gradients = file.get("grads");
        long[] shape = file.get("phase1/p_final").shape();
        TensorLayout layout = TensorLayout.of(shape, AxisOrder.REFERENCE);
        UpdateRule rule = UpdateRule.of(theta.get());
        double tolerance = Tolerance.array(layout.size());
        for (ReplayKernel kernel : setting.kernels()) {
            Deviation steps = new Deviation();
            for (String phase : new String[] {"phase1/", "phase2/"}) {
                try (NDManager manager = NDManager.newBaseManager(setting.device())) {
                    TensorReplay tensor = kernel.open(manager, rule, layout);
                    for (int i = 0; i < gradients.length(); i++) {
                        float[] p = file.get(phase + "p").at(i);
                        float[] step = tensor.step(p, gradients.at(i), eta(file, phase, i));
                        steps.relative(file.get(phase + "step").at(i), step);
                    }
                }
            }
            findings.compared(file, kernel.toString(), "step", steps, tolerance);
        }
        if (!setting.device().isGpu()) {
            insides(file, rule, layout, findings, tolerance);
            ownEta(file, Scheduler.of(theta.get()), findings);
        }
    }

    private static float eta(GoldenFile file, String phase, int step) {
        return phase.startsWith("phase2") ? file.get(phase + "eta").values()[step] : 1;
    }

    /** What only the reference implementation shows: features, network outputs, scale. */
    private static void insides(
            GoldenFile file,
            UpdateRule rule,
            TensorLayout layout,
            Findings findings,
            double tolerance) {
        TraceComparison comparison = new TraceComparison(file, rule, layout);
        for (String phase : new String[] {"phase1/", "phase2/"}) {
            comparison.run(phase, "grads", step -> eta(file, phase, step));
        }
        comparison.report(findings, tolerance);
    }

    private static void ownEta(GoldenFile file, Scheduler scheduler, Findings findings) {
        Deviation deviation = new Deviation();
        SchedulerState state = scheduler.newState((int) file.get("num_steps").scalar());
        GoldenArray losses = file.get("loss");
        for (int i = 0; i < losses.length(); i++) {
            deviation.relative(
                    file.get("phase2/eta").values()[i], scheduler.step(state, losses.values()[i]));
        }
        findings.compared(
                file, "java", "η from losses", deviation, Tolerance.OWN_ETA_WELL_CONDITIONED);
    }
}
