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

    /** What the rule bounds the gradient to. */
    private final float bound;

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
        bound = Math.min(policy.clip(), rule.constants().gradientClip());
        clips = policy.scale() != 1;
    }

    /** Reads a run of the gradient as the rule sees it. */
    void loadGradient(GradientLoops loops, Tile tile, int start, int n) {
        if (seen) {
            tile.loadGradient(gradient, start, n);
            if (clips) {
                clip(tile);
            }
        } else {
            loadSquares(loops, tile, start, n);
        }
    }

    /**
     * Reads a run of the gradient as the rule sees it, in the first pass over it.
     *
     * @return the sum of its squares, which the tile has, too
     */
    float loadSquares(GradientLoops loops, Tile tile, int start, int n) {
        tile.loadGradient(gradient, start, n);
        if (!clips) {
            float sum = loops.square(tile);
            // no element is out of bounds where even the sum isn't; written so that NaN is
            if (sum < 0.99f * bound * bound) {
                return sum;
            }
            // other threads may find it later; what they have read by then needed no clipping
            clips = true;
        }
        clip(tile);
        return loops.square(tile);
    }

    private void clip(Tile tile) {
        Lanes.scaleAndClip(tile.g, policy.scale(), bound, tile.n);
    }

    /** Tells that the first pass over the gradient is over. */
    void gradientSeen() {
        seen = true;
    }
}
