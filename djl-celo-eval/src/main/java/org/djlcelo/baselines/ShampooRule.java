package org.djlcelo.baselines;

import java.util.ArrayList;
import java.util.List;

/** {@link Shampoo}'s state of one tensor. */
final class ShampooRule implements TensorRule {

    private static final float MOMENTUM = 0.9f;
    private static final float NORM_EPSILON = 1e-16f;

    /** The graft's own steps are taken for so many updates. */
    private static final int GRAFT_UPDATES = 5;

    private final KernelLayout layout;
    private final int rootInterval;
    private final int[] lengths;
    private final Graft.GraftRule graft;
    private final float[] graftMomentum;

    private final List<Block> blocks = new ArrayList<>();
    private final List<BlockPreconditioner> preconditioners = new ArrayList<>();

    /** The momentum of preconditioned steps; of length 0 for a tensor that has none. */
    private final float[] momentum;

    ShampooRule(Shampoo.Settings settings, int[] lengths) {
        layout = settings.layout();
        rootInterval = settings.rootInterval();
        this.lengths = lengths;
        int size = Axis.product(lengths, lengths.length);
        graft = settings.graft().newRule(size);
        graftMomentum = new float[size];
        boolean skipped = MergedAxes.skips(lengths);
        momentum = new float[skipped ? 0 : size];
        if (!skipped) {
            int[] merged = MergedAxes.merge(layout.published(lengths));
            blocks.addAll(Block.cut(merged, settings.blockSize()));
            blocks.forEach(block -> preconditioners.add(new BlockPreconditioner(block.lengths())));
        }
    }

    @Override
    public void update(TensorMemory memory, int t, float rate) {
        float[] gradient = memory.gradient();
        float[] step = graft.step(gradient);
        accumulate(graftMomentum, step);
        float[] used = graftMomentum;
        if (!blocks.isEmpty()) {
            float[] preconditioned = precondition(gradient, takesRoots(t));
            scale(preconditioned, step);
            accumulate(momentum, preconditioned);
            if (t > GRAFT_UPDATES) {
                step = preconditioned;
                used = momentum;
            }
        }
        memory.subtract(rate, nesterov(step, used));
    }

    private boolean takesRoots(int t) {
        int preconditionedSteps = t - 1 - GRAFT_UPDATES;
        return preconditionedSteps <= 0 || preconditionedSteps % rootInterval == 0;
    }

    private float[] precondition(float[] gradient, boolean takesRoots) {
        float[] published = layout.toPublished(gradient, lengths);
        float[] result = new float[gradient.length];
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            BlockPreconditioner preconditioner = preconditioners.get(i);
            float[] part = block.read(published);
            preconditioner.observe(part);
            if (takesRoots) {
                preconditioner.takeRoots();
            }
            block.write(preconditioner.apply(part), result);
        }
        return layout.fromPublished(result, lengths);
    }

    /** Gives a direction the norm of a step. */
    private static void scale(float[] direction, float[] step) {
        Norms norms = new Norms();
        norms.add(step, direction, step.length);
        float factor = norms.parameterNorm() / (norms.updateNorm() + NORM_EPSILON);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= factor;
        }
    }

    private static void accumulate(float[] momentum, float[] step) {
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] = MOMENTUM * momentum[i] + step[i];
        }
    }

    private static float[] nesterov(float[] step, float[] momentum) {
        float[] ahead = new float[step.length];
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = step[i] + MOMENTUM * momentum[i];
        }
        return ahead;
    }
}
