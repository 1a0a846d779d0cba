package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.optimizer.CeloOptimizer;
import org.djlcelo.optimizer.NonFinite;

/**
 * {@code learned_celo.npz} and {@code learned_celo_phase1.npz}: Celo with random weights, which
 * they hold, on three tensors at once.
 */
final class LearnedCeloCheck implements GoldenCheck {

    private static final String WITHOUT_SCHEDULER = "learned_celo_phase1.npz";

    @Override
    public boolean knows(String fileName) {
        return List.of("learned_celo.npz", WITHOUT_SCHEDULER).contains(fileName);
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        boolean scheduled = !file.name().equals(WITHOUT_SCHEDULER);
        MetaParameters theta = RecordedTheta.of(file, Architecture.CELO);
        LearnedFile learned = new LearnedFile(file);
        for (ReplayKernel kernel : setting.kernels()) {
            try (NDManager manager = NDManager.newBaseManager(setting.device())) {
                compareSteps(file, kernel, manager, UpdateRule.of(theta), scheduled, findings);
                try (OptimizerReplay replay =
                        new OptimizerReplay(
                                optimizer(kernel, theta, learned.planned(), scheduled), manager)) {
                    learned.compareFreeRun(replay, kernel, findings);
                }
            }
        }
        if (!setting.device().isGpu()) {
            insides(file, UpdateRule.of(theta), scheduled, findings);
            learned.compareScheduler(Scheduler.of(theta), findings);
        }
    }

    private static CeloOptimizer optimizer(
            ReplayKernel kernel, MetaParameters theta, int steps, boolean scheduled) {
        return kernel.build(
                () ->
                        CeloOptimizer.builder()
                                .setTotalSteps(steps)
                                .optWeights(theta)
                                .optScheduler(scheduled)
                                .optAxisOrder(AxisOrder.REFERENCE)
                                .optNonFinite(NonFinite.OFFICIAL)
                                .optParallelism(kernel.threads())
                                .build());
    }

    private static void compareSteps(
            GoldenFile file,
            ReplayKernel kernel,
            NDManager manager,
            UpdateRule rule,
            boolean scheduled,
            Findings findings) {
        LearnedFile learned = new LearnedFile(file);
        Deviation deviation = new Deviation();
        for (String tensor : LearnedFile.TENSORS) {
            TensorLayout layout = TensorLayout.of(learned.shape(tensor), AxisOrder.REFERENCE);
            TensorReplay replay = kernel.open(manager, rule, layout);
            for (int i = 0; i < learned.steps(); i++) {
                float[] p = file.get(tensor + "/p").at(i);
                float eta = scheduled ? learned.eta(i) : 1;
                deviation.relative(
                        file.get(tensor + "/step").at(i),
                        replay.step(p, learned.gradient(tensor, i), eta));
            }
        }
        findings.compared(file, kernel.toString(), "step", deviation, Tolerance.LEARNED_ARRAY);
    }

    private static void insides(
            GoldenFile file, UpdateRule rule, boolean scheduled, Findings findings) {
        LearnedFile learned = new LearnedFile(file);
        for (String tensor : LearnedFile.TENSORS) {
            TensorLayout layout = TensorLayout.of(learned.shape(tensor), AxisOrder.REFERENCE);
            TraceComparison comparison = new TraceComparison(file, rule, layout);
            comparison.run(
                    tensor + "/",
                    "inputs/" + tensor + "/grads",
                    step -> scheduled ? learned.eta(step) : 1);
            comparison.report(findings, Tolerance.LEARNED_ARRAY);
        }
    }
}
