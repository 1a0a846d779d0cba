package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.optimizer.CeloAdamOptimizer;
import org.djlcelo.optimizer.NonFinite;

/** {@code learned_celo_adam.npz}: Celo-Adam with random weights, which it holds. */
final class LearnedCeloAdamCheck implements GoldenCheck {

    @Override
    public boolean knows(String fileName) {
        return fileName.equals("learned_celo_adam.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        MetaParameters theta = RecordedTheta.of(file, Architecture.CELO_ADAM);
        LearnedFile learned = new LearnedFile(file);
        for (ReplayKernel kernel : setting.adamKernels()) {
            try (NDManager manager = NDManager.newBaseManager(setting.device())) {
                try (OptimizerReplay replay =
                        new OptimizerReplay(optimizer(kernel, theta, learned, 1), manager)) {
                    learned.compareFreeRun(replay, kernel, findings);
                }
                try (OptimizerReplay replay =
                        new OptimizerReplay(
                                optimizer(kernel, theta, learned, TensorReplay.MAGNIFICATION),
                                manager)) {
                    compareSteps(file, replay, kernel, findings);
                }
            }
        }
        if (!setting.device().isGpu()) {
            findings.unchecked(file.name(), Setting.ONE_ADAM);
            learned.compareScheduler(Scheduler.of(theta), findings);
        }
    }

    private static CeloAdamOptimizer optimizer(
            ReplayKernel kernel, MetaParameters theta, LearnedFile learned, float multiplier) {
        return kernel.build(
                () ->
                        CeloAdamOptimizer.builder()
                                .setTotalSteps(learned.planned())
                                .optWeights(theta)
                                .optMultiplier(multiplier)
                                .optParallelism(kernel.threads())
                                .optNonFinite(NonFinite.OFFICIAL)
                                .build());
    }

    /** Steps from the recorded parameters, magnified as in {@link TensorReplay#step}. */
    private static void compareSteps(
            GoldenFile file, OptimizerReplay replay, ReplayKernel kernel, Findings findings) {
        LearnedFile learned = new LearnedFile(file);
        Deviation deviation = new Deviation();
        for (String tensor : LearnedFile.TENSORS) {
            replay.add(tensor, learned.start(tensor), learned.shape(tensor));
        }
        for (int i = 0; i < learned.steps(); i++) {
            replay.beginStep(learned.loss(i));
            for (String tensor : LearnedFile.TENSORS) {
                float[] p = file.get(tensor + "/p").at(i);
                replay.set(tensor, p);
                replay.update(tensor, learned.gradient(tensor, i));
                float[] step = replay.get(tensor);
                for (int k = 0; k < step.length; k++) {
                    step[k] = (p[k] - step[k]) / TensorReplay.MAGNIFICATION;
                }
                deviation.relative(file.get(tensor + "/step").at(i), step);
            }
        }
        findings.compared(
                file, kernel.toString(), "step with own η", deviation, Tolerance.LEARNED_ARRAY);
    }
}
