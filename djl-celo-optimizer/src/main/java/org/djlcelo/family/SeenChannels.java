package org.djlcelo.family;

import java.nio.FloatBuffer;
import java.util.List;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.kernel.UpdateTrace;
import org.djlcelo.lopt.UpdateRule;

/** What a network sees and says in a step that a kernel computes without showing it. */
final class SeenChannels {

    private SeenChannels() {}

    /**
     * Computes the step once more, element by element, and tells a listener.
     *
     * @param channels those of {@link org.djlcelo.lopt.Features} that the network sees, in its
     *     order
     * @param state the accumulators before the step; not changed
     */
    static void tell(
            RunTrace trace,
            int tensor,
            List<Integer> channels,
            UpdateRule rule,
            TensorState state,
            float[] p,
            float[] g) {
        UpdateTrace step = new ScalarKernel().trace(rule, state.copy(), FloatBuffer.wrap(p), g, 1);
        float[][] seen = new float[channels.size()][p.length];
        float[][] said = new float[rule.mlp().outputs()][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int c = 0; c < seen.length; c++) {
                seen[c][i] = step.normalized()[i][channels.get(c)];
            }
            for (int c = 0; c < said.length; c++) {
                said[c][i] = step.outputs()[i][c];
            }
        }
        trace.elements("features_norm", tensor, 0, p.length, seen);
        trace.elements("mlp_out", tensor, 0, p.length, said);
    }
}
