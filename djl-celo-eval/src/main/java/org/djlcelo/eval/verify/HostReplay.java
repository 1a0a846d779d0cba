package org.djlcelo.eval.verify;

import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.UpdateRule;

/** A tensor updated by a kernel on Java's memory. */
final class HostReplay implements TensorReplay {

    private final CpuKernel kernel;
    private final UpdateRule rule;
    private final TensorState state;

    HostReplay(CpuKernel kernel, UpdateRule rule, TensorLayout layout) {
        this.kernel = kernel;
        this.rule = rule;
        this.state = new TensorState(layout);
    }

    @Override
    public float[] update(float[] p, float[] g, float eta) {
        float[] updated = p.clone();
        kernel.update(rule, state, FloatBuffer.wrap(updated), FloatBuffer.wrap(g), eta);
        return updated;
    }

    @Override
    public Map<String, float[]> accumulators() {
        return state.arrays();
    }
}
