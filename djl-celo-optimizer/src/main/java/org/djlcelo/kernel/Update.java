package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.UpdateRule;

/** One call of {@link CpuKernel#update}, with what its passes find out for each other. */
final class Update {

    final UpdateRule rule;
    final TensorState state;
    final TensorLayout layout;
    final FloatBuffer parameter;
    final FloatBuffer gradient;
    final GradientPolicy policy;
    final float eta;
    final float decay;

    /** Whether a pass has been over the whole gradient. */
    private boolean seen;

    /** Whether the rule sees another gradient than the buffer holds. */
    private boolean clips;

    Update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        this.rule = rule;
        this.state = state;
        this.layout = state.layout();
        this.parameter = parameter;
        this.gradient = gradient;
        this.policy = policy;
        this.eta = eta;
        this.decay = decay;
        clips = policy.scale() != 1;
    }

    /** Reads a run of the gradient as the rule sees it. */
    void loadGradient(GradientLoops loops, Tile tile, int start, int n) {
        tile.loadGradient(gradient, start, n);
        float bound = Math.min(policy.clip(), rule.constants().gradientClip());
        if (!clips && !seen && loops.exceeds(tile.g, bound, n)) {
            // other threads may find it later; what they have read by then needed no clipping
            clips = true;
        }
        if (clips) {
            Lanes.scaleAndClip(tile.g, policy.scale(), bound, n);
        }
    }

    /** Tells that the first pass over the gradient is over. */
    void gradientSeen() {
        seen = true;
    }
}
