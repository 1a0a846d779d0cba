package org.djlcelo.family;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;

/** What {@link Celo2} remembers of one tensor, and how it moves it. */
sealed interface Celo2Tensor {

    Decays DECAYS =
            new Decays(new float[] {0.9f, 0.99f, 0.999f}, 0.95f, new float[] {0.9f, 0.99f, 0.999f});

    /** Celo's numbers but for two epsilons; how long a step is isn't the network's to say. */
    RuleConstants CONSTANTS =
            new RuleConstants(
                    RuleConstants.CELO.gradientClip(),
                    1e-8f,
                    RuleConstants.CELO.factorEpsilon(),
                    RuleConstants.CELO.statisticEpsilon(),
                    1e-9f,
                    RuleConstants.CELO.scaleEpsilon(),
                    RuleConstants.CELO.vectorMomentumEpsilon(),
                    RuleConstants.CELO.scalesWithParameter(),
                    1,
                    RuleConstants.CELO.exponentMultiplier());

    /** The root mean square of a step of a learned direction. */
    float RATE = 1e-3f;

    /** Vectors lack row and column features, which come last. */
    int VECTOR_FEATURES = Features.ROW;

    float ADAM_RATE = 0.02f;
    float ADAM_DECAY = 0.9f;
    float ADAM_SQUARE_DECAY = 0.95f;

    /** Makes one step. */
    void move(float multiplier, float[] p, float[] g);

    /** The state by name, not copied. */
    Map<String, float[]> arrays();

    /** Adam without bias correction. */
    final class Adam implements Celo2Tensor {

        private final float[] m;
        private final float[] v;

        Adam(int size) {
            m = new float[size];
            v = new float[size];
        }

        @Override
        public void move(float multiplier, float[] p, float[] g) {
            for (int i = 0; i < p.length; i++) {
                m[i] = Summary.average(ADAM_DECAY, m[i], g[i]);
                v[i] = Summary.average(ADAM_SQUARE_DECAY, v[i], g[i] * g[i]);
                double root = Math.sqrt(v[i] + CONSTANTS.secondMomentEpsilon());
                p[i] -= multiplier * ADAM_RATE * m[i] * (float) (1 / root);
            }
        }

        @Override
        public Map<String, float[]> arrays() {
            Map<String, float[]> arrays = new LinkedHashMap<>();
            arrays.put("m", m);
            arrays.put("v", v);
            return arrays;
        }
    }

    /** The learned direction, orthogonalised or not. */
    final class Learned implements Celo2Tensor {

        private final boolean orthogonal;
        private final int place;
        private final RunTrace trace;
        private final TensorState state;
        private final ElementChannels channels;
        private final Matrices matrices;
        private final ChannelSweep sweep;
        private final float[] direction;
        private ElementNetwork network;

        Learned(int place, TensorLayout layout, boolean orthogonal, RunTrace trace) {
            this.orthogonal = orthogonal;
            this.place = place;
            this.trace = trace;
            state = new TensorState(layout);
            channels = new ElementChannels(state, CONSTANTS);
            matrices = Matrices.of(layout);
            float[][] all = ChannelSweep.arrays(Features.COUNT);
            float[][] seen = Arrays.copyOf(all, features());
            sweep = new ChannelSweep(all, seen, CONSTANTS.normalizationEpsilon());
            direction = new float[layout.size()];
        }

        private int features() {
            return state.layout().isFactored() ? Features.COUNT : VECTOR_FEATURES;
        }

        void use(Mlp mlp) {
            Linear all = mlp.layers().get(0);
            float[] weight = Arrays.copyOf(all.weight(), features() * all.bias().length);
            network =
                    new ElementNetwork(
                            List.of(
                                    new Linear(weight, all.bias()),
                                    mlp.layers().get(1),
                                    mlp.layers().get(2)));
        }

        @Override
        public void move(float multiplier, float[] p, float[] g) {
            float[] clipped = Summary.clip(g, CONSTANTS.gradientClip());
            channels.accumulate(DECAYS, clipped);
            sweep.run(
                    p.length,
                    matrices.groups(),
                    (start, n, x) -> channels.write(p, clipped, start, n, x),
                    network,
                    trace,
                    place,
                    (start, n, out) -> System.arraycopy(out[0], 0, direction, start, n));
            if (orthogonal) {
                matrices.orthogonalize(direction);
            }
            matrices.normalize(direction, CONSTANTS.normalizationEpsilon());
            for (int i = 0; i < p.length; i++) {
                p[i] -= multiplier * RATE * direction[i];
            }
        }

        @Override
        public Map<String, float[]> arrays() {
            return state.arrays();
        }
    }
}
