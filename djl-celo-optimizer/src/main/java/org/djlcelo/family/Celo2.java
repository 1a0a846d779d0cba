package org.djlcelo.family;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.NamedTensors;
import org.djlcelo.lopt.RuleConstants;

/**
 * Celo2 and Celo2-base (amoudgl/celo, {@code celo2_optax.py}): a learned direction of a fixed size,
 * for a rate that comes from outside; 347 weights.
 *
 * <pre>
 *   o = first output of mlp(x̂)
 *   p ← p - 0.001 · rms-normalised(o)                        Celo2-base, every tensor
 *   p ← p - 0.001 · rms-normalised(orthogonalised(o))        Celo2, from rank 2 on
 *   p ← p - 0.02 · m / sqrt(v + 1e-8)                        Celo2, scalars and vectors
 * </pre>
 *
 * <p>Means for both normalisations go over a matrix, of a tensor of higher rank over each of its
 * matrices ({@link Matrices}). Vectors have 15 features only. m and v of the last line are those of
 * Adam with decays 0.9 and 0.95, not corrected. The original takes Adam for what is named a bias;
 * here that is every tensor of rank 0 or 1. Neither loss nor planned length count.
 */
public final class Celo2 implements LearnedRule {

    /** With orthogonalisation, and Adam for scalars and vectors. */
    public static final Celo2 FULL = new Celo2("celo2", true);

    /** The learned direction for every tensor. */
    public static final Celo2 BASE = new Celo2("celo2-base", false);

    private static final int WIDTH = 8;

    private static final Architecture ARCHITECTURE =
            new Architecture("celo2", NamedTensors.rule(WIDTH));

    private static final Decays DECAYS =
            new Decays(new float[] {0.9f, 0.99f, 0.999f}, 0.95f, new float[] {0.9f, 0.99f, 0.999f});

    /** Celo's numbers but for two epsilons. */
    private static final RuleConstants CONSTANTS =
            new RuleConstants(
                    RuleConstants.CELO.gradientClip(),
                    1e-8f,
                    RuleConstants.CELO.factorEpsilon(),
                    RuleConstants.CELO.statisticEpsilon(),
                    1e-9f,
                    RuleConstants.CELO.scaleEpsilon(),
                    RuleConstants.CELO.stepMultiplier(),
                    RuleConstants.CELO.exponentMultiplier());

    /** Vectors lack row and column features, which come last. */
    private static final int VECTOR_FEATURES = Features.ROW;

    private static final float ADAM_RATE = 0.02f;
    private static final float ADAM_DECAY = 0.9f;
    private static final float ADAM_SQUARE_DECAY = 0.95f;

    private final String name;
    private final boolean full;

    private Celo2(String name, boolean full) {
        this.name = name;
        this.full = full;
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return full
                ? "Celo2: a learned, orthogonalised direction; Adam for vectors"
                : "Celo2-base: a learned direction of a fixed size";
    }

    /** {@inheritDoc} */
    @Override
    public Architecture architecture() {
        return ARCHITECTURE;
    }

    /** {@inheritDoc} */
    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    /** {@inheritDoc} */
    @Override
    public LearnedRun begin(MetaParameters theta, RunPlan plan) {
        return new Run(theta, plan, full);
    }

    private sealed interface Tensor {

        void move(float multiplier, float[] p, float[] g);

        Map<String, float[]> arrays();
    }

    private static final class AdamTensor implements Tensor {

        private final float[] m;
        private final float[] v;

        AdamTensor(int size) {
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

    private final class LearnedTensor implements Tensor {

        private final int place;
        private final RunTrace trace;
        private final TensorState state;
        private final ElementChannels channels;
        private final Matrices matrices;
        private final ChannelSweep sweep;
        private final float[] direction;
        private ElementNetwork network;

        LearnedTensor(int place, TensorLayout layout, RunTrace trace) {
            this.place = place;
            this.trace = trace;
            state = new TensorState(layout);
            channels = new ElementChannels(state, CONSTANTS, 0);
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
            float[] weight = Arrays.copyOf(all.weight(), features() * WIDTH);
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
            if (full) {
                matrices.orthogonalize(direction);
            }
            matrices.normalize(direction, CONSTANTS.normalizationEpsilon());
            for (int i = 0; i < p.length; i++) {
                p[i] -= multiplier * CONSTANTS.stepMultiplier() * direction[i];
            }
        }

        @Override
        public Map<String, float[]> arrays() {
            return state.arrays();
        }
    }

    private static final class Run implements LearnedRun {

        private final List<Tensor> tensors;

        Run(MetaParameters theta, RunPlan plan, boolean full) {
            Celo2 celo2 = full ? FULL : BASE;
            tensors =
                    IntStream.range(0, plan.tensors().size())
                            .mapToObj(t -> celo2.tensor(t, plan.tensors().get(t), plan.trace()))
                            .toList();
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            Mlp mlp = Mlp.of(theta);
            for (Tensor tensor : tensors) {
                if (tensor instanceof LearnedTensor learned) {
                    learned.use(mlp);
                }
            }
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            for (int t = 0; t < parameters.length; t++) {
                tensors.get(t).move(multiplier, parameters[t], gradients[t]);
            }
        }

        @Override
        public RunState state() {
            return new RunState(Map.of(), tensors.stream().map(Tensor::arrays).toList());
        }
    }

    private Tensor tensor(int place, TensorLayout layout, RunTrace trace) {
        return full && !layout.isFactored()
                ? new AdamTensor(layout.size())
                : new LearnedTensor(place, layout, trace);
    }
}
