package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.Tanh;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.lopt.UpdateRule;

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
public final class AdafacMlp implements ArrayRule {

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
    static final int WIDTH = 4;
    private static final int OUTPUTS = 2;

    /** Celo's features without the clipped and the scaled gradient. */
    private static final List<Integer> SEEN =
            IntStream.range(0, Features.COUNT)
                    .filter(c -> c != Features.CLIPPED_GRADIENT && c != Features.SCALED_GRADIENT)
                    .boxed()
                    .toList();

    static final int FEATURES = SEEN.size();

    static final RuleConstants CONSTANTS =
            new RuleConstants(
                    Float.POSITIVE_INFINITY,
                    RuleConstants.CELO.secondMomentEpsilon(),
                    RuleConstants.CELO.factorEpsilon(),
                    RuleConstants.CELO.statisticEpsilon(),
                    RuleConstants.CELO.normalizationEpsilon(),
                    RuleConstants.CELO.scaleEpsilon(),
                    VECTOR_MOMENTUM_EPSILON,
                    false,
                    RuleConstants.CELO.stepMultiplier(),
                    RuleConstants.CELO.exponentMultiplier());

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

    /** {@inheritDoc} */
    @Override
    public ArrayRun beginOnArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        return new AdafacMlpArrays(theta, plan, manager);
    }

    /** The accumulators' decays with their learned offsets. */
    static Decays decays(MetaParameters theta) {
        float[] momentum = theta.get("momentum_decays");
        float[] factored = theta.get("adafactor_decays");
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            momentum[j] = decay(DECAYS.get(j), momentum[j]);
            factored[j] = bounded(decay(DECAYS.get(j), factored[j]));
        }
        return new Decays(
                momentum, bounded(decay(SQUARE_DECAY, theta.get("rms_decays")[0])), factored);
    }

    /** The layers, the first one with features of elements and then of time. */
    static List<Linear> layers(MetaParameters theta) {
        return IntStream.range(0, 3)
                .mapToObj(
                        l -> new Linear(theta.get(NETWORK + "w" + l), theta.get(NETWORK + "b" + l)))
                .toList();
    }

    /** Celo's network: no weight for the features that aren't seen, time as part of the bias. */
    static Mlp network(List<Linear> layers, float[] bias) {
        float[] own = layers.get(0).weight();
        float[] weight = new float[Features.COUNT * WIDTH];
        for (int i = 0; i < FEATURES; i++) {
            System.arraycopy(own, i * WIDTH, weight, SEEN.get(i) * WIDTH, WIDTH);
        }
        return new Mlp(new Linear(weight, bias), layers.get(1), layers.get(2));
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
        private final CpuKernel kernel;
        private final List<TensorState> states;
        private final float[] steps = new float[1];
        private Decays decays;
        private List<Linear> layers;

        Run(MetaParameters theta, RunPlan plan) {
            trace = plan.trace();
            kernel = plan.kernel().create(plan.threads());
            states = plan.tensors().stream().map(TensorState::new).toList();
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            decays = AdafacMlp.decays(theta);
            layers = AdafacMlp.layers(theta);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            Mlp mlp = network(layers, bias(timeFeatures(steps[0]++)));
            UpdateRule rule = new UpdateRule(mlp, decays, CONSTANTS);
            for (int t = 0; t < parameters.length; t++) {
                if (trace != RunTrace.NONE) {
                    SeenChannels.tell(
                            trace, t, SEEN, rule, states.get(t), parameters[t], gradients[t]);
                }
                kernel.update(
                        rule,
                        states.get(t),
                        FloatBuffer.wrap(parameters[t]),
                        FloatBuffer.wrap(gradients[t]),
                        multiplier);
            }
        }

        private float[] bias(float[] time) {
            Linear first = layers.get(0);
            float[] bias = first.bias().clone();
            for (int i = 0; i < time.length; i++) {
                for (int h = 0; h < WIDTH; h++) {
                    bias[h] += time[i] * first.weight()[(FEATURES + i) * WIDTH + h];
                }
            }
            return bias;
        }

        @Override
        public RunState state() {
            return new RunState(
                    Map.of("steps", steps), states.stream().map(TensorState::arrays).toList());
        }

        @Override
        public void close() {
            kernel.close();
        }
    }

    private static float[] timeFeatures(float step) {
        float[] features = new float[TIMES.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Tanh.of(step / TIMES.get(i) - 1);
        }
        return features;
    }
}
