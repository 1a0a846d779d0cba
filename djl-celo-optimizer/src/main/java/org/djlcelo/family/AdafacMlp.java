package org.djlcelo.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.TensorSpec;

/**
 * Adafac-MLP (specification of the baselines, section 3.1; of the tasks, section 3.5): a network
 * per parameter over 28 normalised features and 11 of time, with learned decays.
 *
 * <pre>
 *   decay = 1 - exp(10·(ln(1 - d)/10 + offset))
 *   (d, q) = mlp(x̂, tanh(t/s - 1))
 *   p ← p - 0.001 · d · exp(0.001·q)
 * </pre>
 *
 * <p>Neither loss nor planned length count, gradients aren't clipped, and steps don't scale with
 * parameters. 197 weights.
 */
public final class AdafacMlp implements LearnedRule {

    /** Decays of momenta and factored second moments before the learned offsets. */
    public static final List<Double> DECAYS = List.of(0.9, 0.99, 0.999);

    /** The decay of the second moment before its learned offset. */
    public static final double SQUARE_DECAY = 0.999;

    /** The scales s of the time features. */
    public static final List<Double> TIMES =
            List.of(1., 3., 10., 30., 100., 300., 1e3, 3e3, 1e4, 3e4, 1e5);

    /** Added to a vector's second moment where it scales momenta. */
    public static final float VECTOR_MOMENTUM_EPSILON = 1e-6f;

    private static final String NETWORK = "nn/~/";
    private static final int WIDTH = 4;
    private static final int OUTPUTS = 2;

    /** Celo's features without the clipped and the scaled gradient. */
    private static final int FEATURES = Features.COUNT - 2;

    private static final Architecture ARCHITECTURE =
            new Architecture(
                    "adafac-mlp",
                    List.of(
                            new TensorSpec("momentum_decays", List.of(Decays.TIMESCALES)),
                            new TensorSpec("rms_decays", List.of(1)),
                            new TensorSpec("adafactor_decays", List.of(Decays.TIMESCALES)),
                            part("w0", FEATURES + TIMES.size(), WIDTH),
                            part("b0", WIDTH),
                            part("w1", WIDTH, WIDTH),
                            part("b1", WIDTH),
                            part("w2", WIDTH, OUTPUTS),
                            part("b2", OUTPUTS)));

    private static TensorSpec part(String name, Integer... shape) {
        return new TensorSpec(NETWORK + name, List.of(shape));
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return "Adafac-MLP: a network per parameter with learned decays";
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
        return new Run(theta, plan);
    }

    /**
     * Applies a learned offset to a decay.
     *
     * @param decay the decay d before it
     * @param offset the offset
     * @return 1 - exp(10·(ln(1 - d)/10 + offset))
     */
    static float decay(double decay, float offset) {
        float coded = (float) (Math.log(1 - decay) / 10);
        return 1 - (float) Math.exp(10 * (coded + offset));
    }

    private static float bounded(float decay) {
        return Math.max(0, Math.min(1, decay));
    }

    private static final class Run implements LearnedRun {

        private final RunTrace trace;
        private final List<TensorState> states = new ArrayList<>();
        private final List<ElementChannels> channels = new ArrayList<>();
        private final ChannelSweep sweep = sweep();
        private final float[] steps = new float[1];
        private Decays decays;
        private ElementNetwork network;

        Run(MetaParameters theta, RunPlan plan) {
            trace = plan.trace();
            for (TensorLayout layout : plan.tensors()) {
                TensorState state = new TensorState(layout);
                states.add(state);
                channels.add(
                        new ElementChannels(state, RuleConstants.CELO, VECTOR_MOMENTUM_EPSILON));
            }
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            float[] momentum = theta.get("momentum_decays");
            float[] factored = theta.get("adafactor_decays");
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                momentum[j] = decay(DECAYS.get(j), momentum[j]);
                factored[j] = bounded(decay(DECAYS.get(j), factored[j]));
            }
            float square = bounded(decay(SQUARE_DECAY, theta.get("rms_decays")[0]));
            decays = new Decays(momentum, square, factored);
            List<Linear> layers = new ArrayList<>();
            for (int l = 0; l < 3; l++) {
                layers.add(new Linear(theta.get(NETWORK + "w" + l), theta.get(NETWORK + "b" + l)));
            }
            network = new ElementNetwork(layers);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            network.fix(timeFeatures(steps[0]++));
            for (int t = 0; t < parameters.length; t++) {
                move(t, multiplier, parameters[t], gradients[t]);
            }
        }

        private void move(int t, float multiplier, float[] p, float[] g) {
            channels.get(t).accumulate(decays, g);
            // the last sweep reads each element's parameter before it is changed
            sweep.run(
                    p.length,
                    (start, n, x) -> channels.get(t).write(p, g, start, n, x),
                    network,
                    trace,
                    t,
                    (start, n, out) -> {
                        for (int k = 0; k < n; k++) {
                            float scale = (float) Math.exp(0.001f * out[1][k]) * 0.001f;
                            p[start + k] -= multiplier * (out[0][k] * scale);
                        }
                    });
        }

        @Override
        public RunState state() {
            return new RunState(
                    Map.of("steps", steps), states.stream().map(TensorState::arrays).toList());
        }
    }

    private static ChannelSweep sweep() {
        float[][] all = ChannelSweep.arrays(Features.COUNT);
        float[][] seen = new float[FEATURES][];
        int to = 0;
        for (int c = 0; c < Features.COUNT; c++) {
            if (c != Features.CLIPPED_GRADIENT && c != Features.SCALED_GRADIENT) {
                seen[to++] = all[c];
            }
        }
        return new ChannelSweep(all, seen, RuleConstants.CELO.normalizationEpsilon());
    }

    private static float[] timeFeatures(float step) {
        float[] features = new float[TIMES.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Math.tanh(step / TIMES.get(i) - 1);
        }
        return features;
    }
}
