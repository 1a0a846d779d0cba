package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.UpdateRule;

/** One call of {@link CpuKernel#update}. */
record Update(
        UpdateRule rule,
        TensorState state,
        FloatBuffer parameter,
        FloatBuffer gradient,
        GradientPolicy policy,
        float eta,
        float decay) {

    TensorLayout layout() {
        return state.layout();
    }

    /** Reads a run of the gradient as the rule sees it. */
    void loadGradient(GradientLoops loops, Tile tile, int start, int n) {
        tile.loadGradient(this, start, n);
        float bound = bound();
        if (policy.scale() != 1 || loops.exceeds(tile.g, bound, n)) {
            tile.clip(this);
        }
    }

    /** What gradients are clipped to after scaling. */
    float bound() {
        return Math.min(policy.clip(), rule.constants().gradientClip());
    }
}
