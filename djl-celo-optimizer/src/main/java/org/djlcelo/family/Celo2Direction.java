package org.djlcelo.family;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.UpdateRule;

/** Where {@link Celo2}'s network points for one tensor, before anything is done to that. */
sealed interface Celo2Direction {

    /** Uses other weights from now on. */
    void use(Mlp mlp);

    /** Takes in a gradient and writes the network's first output for every element. */
    void write(float[] p, float[] g, float[] direction);

    /** The accumulators by name, not copied. */
    Map<String, float[]> arrays();

    /** Returns the fastest way for a tensor. */
    static Celo2Direction of(TensorLayout layout, Matrices matrices, CpuKernel kernel) {
        return matrices.count() > 1 ? new OfMany(layout, matrices) : new OfOne(layout, kernel);
    }

    /**
     * A matrix or a vector, whose features are normalised as Celo's are: Celo's kernels compute it.
     */
    final class OfOne implements Celo2Direction {

        /** Leaves d where p was: p ← (1 - {@link #NOTHING_STAYS})·p - {@link #FORWARD}·d. */
        private static final float NOTHING_STAYS = 1;

        private static final float FORWARD = -1;

        private final TensorState state;
        private final CpuKernel kernel;
        private UpdateRule rule;

        private OfOne(TensorLayout layout, CpuKernel kernel) {
            state = new TensorState(layout);
            this.kernel = kernel;
        }

        @Override
        public void use(Mlp mlp) {
            Mlp seeing = state.layout().isFactored() ? mlp : withoutRows(mlp);
            rule = new UpdateRule(seeing, Celo2Tensor.DECAYS, Celo2Tensor.CONSTANTS);
        }

        /** Vectors have no row and column features, which come last. */
        private static Mlp withoutRows(Mlp mlp) {
            Linear first = mlp.layers().get(0);
            float[] weight = first.weight().clone();
            Arrays.fill(weight, Celo2Tensor.VECTOR_FEATURES * mlp.width(), weight.length, 0);
            return new Mlp(
                    new Linear(weight, first.bias()), mlp.layers().get(1), mlp.layers().get(2));
        }

        @Override
        public void write(float[] p, float[] g, float[] direction) {
            System.arraycopy(p, 0, direction, 0, p.length);
            kernel.update(
                    rule,
                    state,
                    FloatBuffer.wrap(direction),
                    FloatBuffer.wrap(g),
                    GradientPolicy.OFFICIAL,
                    FORWARD,
                    NOTHING_STAYS);
        }

        @Override
        public Map<String, float[]> arrays() {
            return state.arrays();
        }
    }

    /** Several matrices with common accumulators, whose features are normalised for each alone. */
    final class OfMany implements Celo2Direction {

        private final TensorState state;
        private final ElementChannels channels;
        private final ChannelSweep.Groups groups;
        private final ChannelSweep sweep =
                new ChannelSweep(Features.COUNT, Celo2Tensor.CONSTANTS.normalizationEpsilon());
        private ElementNetwork network;

        private OfMany(TensorLayout layout, Matrices matrices) {
            state = new TensorState(layout);
            channels = new ElementChannels(state, Celo2Tensor.CONSTANTS);
            groups = matrices.groups();
        }

        @Override
        public void use(Mlp mlp) {
            network = new ElementNetwork(mlp.layers());
        }

        @Override
        public void write(float[] p, float[] g, float[] direction) {
            float[] clipped = Summary.clip(g, Celo2Tensor.CONSTANTS.gradientClip());
            channels.accumulate(Celo2Tensor.DECAYS, clipped);
            sweep.run(
                    p.length,
                    groups,
                    (start, n, x) -> channels.write(p, clipped, start, n, x),
                    network,
                    (start, n, x, out) -> System.arraycopy(out[0], 0, direction, start, n));
        }

        @Override
        public Map<String, float[]> arrays() {
            return state.arrays();
        }
    }
}
