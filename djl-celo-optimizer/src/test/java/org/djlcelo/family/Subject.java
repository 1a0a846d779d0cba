package org.djlcelo.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;

/** A rule under contract, on tensors with made-up gradients. */
record Subject(LearnedRule rule) {

    static final int TOTAL = 60;

    private static final long[][] SHAPES = {{5, 3}, {7}, {3, 3, 2, 4}, {}};

    static List<TensorLayout> layouts() {
        return layouts(SHAPES);
    }

    static List<TensorLayout> layouts(long[]... shapes) {
        return Arrays.stream(shapes)
                .map(shape -> TensorLayout.of(shape, AxisOrder.REFERENCE))
                .toList();
    }

    /** Random weights whose biases and zero layers are random, too, so that all of them matter. */
    MetaParameters theta(long seed) {
        Random random = new Random(seed);
        float[] theta = rule.initial(random).toVector();
        for (int i = 0; i < theta.length; i++) {
            theta[i] += 0.05f * (float) random.nextGaussian();
        }
        return new MetaParameters(rule.architecture(), theta);
    }

    LearnedRun begin(List<TensorLayout> layouts) {
        return begin(layouts, TOTAL);
    }

    LearnedRun begin(List<TensorLayout> layouts, int totalSteps) {
        RunPlan plan = RunPlan.of(layouts, totalSteps).withKernel(HostKernel.TILED, 1);
        return rule.begin(theta(1), plan);
    }

    static float[][] start(List<TensorLayout> layouts) {
        return random(layouts, -1, 1);
    }

    static float[][] gradients(List<TensorLayout> layouts, int step) {
        return random(layouts, step, 0.5f);
    }

    private static float[][] random(List<TensorLayout> layouts, int seed, float scale) {
        List<float[]> tensors = new ArrayList<>();
        for (int t = 0; t < layouts.size(); t++) {
            Random random = new Random(31L * seed + t);
            float[] values = new float[layouts.get(t).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = scale * (float) random.nextGaussian();
            }
            tensors.add(values);
        }
        return tensors.toArray(float[][]::new);
    }

    static float loss(int step) {
        return 2f / (1 + step) + 0.3f * (step % 3);
    }

    /** Makes steps, each with its own gradients. */
    static void train(
            LearnedRun run, List<TensorLayout> layouts, float[][] p, int fromStep, int toStep) {
        for (int step = fromStep; step < toStep; step++) {
            run.step(loss(step), 1, p, gradients(layouts, step));
        }
    }

    @Override
    public String toString() {
        return rule.name();
    }
}
