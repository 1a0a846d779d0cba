package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.family.Celo2;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.family.Velo;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.optimizer.NonFinite;
import org.djlcelo.optimizer.RuleOptimizer;

/**
 * {@code learned_*.npz}: any rule of the family with random weights, which they hold, on three
 * tensors at once.
 */
final class LearnedRuleCheck implements GoldenCheck {

    /** The rules that the recordings are of. */
    private static final Map<String, String> RULES =
            Map.of(
                    "learned_adafac_mlp.npz", "adafac-mlp",
                    "learned_rnn_mlp.npz", "rnn-mlp",
                    "learned_nnadam.npz", "nnadam",
                    "learned_nnadam_clamp.npz", "nnadam",
                    "learned_velo_s.npz", "velo-s",
                    "learned_celo2.npz", "celo2",
                    "learned_celo2base.npz", "celo2-base");

    @Override
    public boolean knows(String fileName) {
        return RULES.containsKey(fileName);
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        LearnedRule rule = LearnedRules.of(RULES.get(file.name()));
        MetaParameters theta = RecordedTheta.of(file, rule.architecture());
        for (ReplayKernel kernel : kernels(rule, setting)) {
            if (!kernel.runsOnDevice()) {
                new RuleReplay(file, rule, kernel, findings).run(theta);
            }
            try (NDManager manager = NDManager.newBaseManager();
                    OptimizerReplay replay =
                            new OptimizerReplay(optimizer(file, rule, theta, kernel), manager)) {
                new LearnedFile(file).compareFreeRun(replay, kernel, findings);
            }
        }
    }

    private static RuleOptimizer optimizer(
            GoldenFile file, LearnedRule rule, MetaParameters theta, ReplayKernel kernel) {
        LearnedFile learned = new LearnedFile(file);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        LearnedFile.TENSORS.forEach(t -> shapes.put(t, new Shape(learned.shape(t))));
        return kernel.build(
                () ->
                        RuleOptimizer.builder(rule)
                                .setTotalSteps(learned.planned())
                                .setTensors(shapes)
                                .optWeights(theta)
                                .optAxisOrder(AxisOrder.REFERENCE)
                                .optNonFinite(NonFinite.OFFICIAL)
                                .optParallelism(kernel.threads())
                                .build());
    }

    /** Kernels compute VeLO, Adafac-MLP and Celo2; other rules have one implementation in Java. */
    private static List<ReplayKernel> kernels(LearnedRule rule, Setting setting) {
        boolean usesKernels =
                rule instanceof Velo || rule instanceof AdafacMlp || rule instanceof Celo2;
        return setting.kernels().stream()
                .filter(
                        k ->
                                k == ReplayKernel.NDARRAY
                                        || k == ReplayKernel.TILED
                                        || usesKernels && !k.runsOnDevice())
                .toList();
    }
}
