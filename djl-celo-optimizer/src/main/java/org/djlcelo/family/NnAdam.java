package org.djlcelo.family;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.LstmCell;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.NamedTensors;
import org.djlcelo.lopt.TensorSpec;

/**
 * NNAdam (specification of the baselines, section 3.4): Adam whose rate, decays and epsilon an LSTM
 * changes for every tensor after every step.
 *
 * <pre>
 *   m ← b1·m + (1-b1)·g,  v ← b2·v + (1-b2)·g²
 *   p ← p - lr·(1+ε)·m / (ε + sqrt(v + 1e-10))
 *   x ← x + 0.01·(h·W + b),  h, c = lstm(features, h, c)
 * </pre>
 *
 * with g clipped to ±1000, x the coded lr, b1, b2 and ε, and no bias correction. Neither loss nor
 * planned length count. 21 896 weights.
 */
public final class NnAdam implements LearnedRule {

    private static final int UNITS = 64;
    private static final int FEATURES = 19;
    private static final String LSTM = "rnn_params/rnn/linear";
    private static final String HEAD = "rnn_to_controls_params/rnn_to_controls";
    private static final String HIDDEN = "lstm_init_state/hidden";
    private static final String CELL = "lstm_init_state/cell";
    private static final float CLIP = 1000;
    private static final float ROOT_EPSILON = 1e-10f;
    private static final float HEAD_MULTIPLIER = 0.01f;

    /** Where the coded values of a tensor stand, in the order of the head's outputs. */
    private static final int LR = 0;

    private static final int BETA1 = 1;
    private static final int BETA2 = 2;
    private static final int EPSILON = 3;

    private static final List<String> CODED =
            List.of("per_layer_lr", "per_layer_beta1", "per_layer_beta2", "per_layer_epsilon");

    /** Adam's lr, 1 - b1, 1 - b2 and ε, where meta-training begins. */
    private static final double[] INITIAL = {1e-4, 0.1, 0.001, 1e-8};

    private static final Architecture ARCHITECTURE =
            new Architecture(
                    "nnadam",
                    NamedTensors.join(
                            List.of(
                                    CODED.stream().map(n -> new TensorSpec(n, List.of())).toList(),
                                    NamedTensors.linear(LSTM, FEATURES + UNITS, 4 * UNITS),
                                    NamedTensors.linear(HEAD, UNITS, CODED.size()),
                                    NamedTensors.lstmState(UNITS))));

    /** {@inheritDoc} */
    @Override
    public String name() {
        return ARCHITECTURE.name();
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return "NNAdam: Adam with rate, decays and epsilon from an LSTM per tensor";
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

    /** The LSTM is random; coded values are Adam's, and the head, which is zero, leaves them. */
    @Override
    public MetaParameters initial(RandomGenerator random) {
        float[] theta = Initializer.random(ARCHITECTURE, random).toVector();
        for (int i = 0; i < INITIAL.length; i++) {
            theta[ARCHITECTURE.offset(CODED.get(i))] = (float) (Math.log(INITIAL[i]) / 10);
        }
        int head = ARCHITECTURE.offset(HEAD + "/w");
        Arrays.fill(theta, head, head + UNITS * CODED.size(), 0);
        return new MetaParameters(ARCHITECTURE, theta);
    }

    /** {@inheritDoc} */
    @Override
    public LearnedRun begin(MetaParameters theta, RunPlan plan) {
        return new Run(theta, plan);
    }

    private static float exp(float coded, double low, double high) {
        return (float) Math.max(low, Math.min(high, (float) Math.exp(10 * coded)));
    }

    private static float decodeRate(float coded) {
        return exp(coded, 1e-8, 1e3);
    }

    private static float decodeEpsilon(float coded) {
        return exp(coded, 1e-11, 1e4);
    }

    private static float decodeDecay(float coded) {
        return 1 - (float) Math.exp(Math.max(-10, Math.min(0, 10 * coded)));
    }

    /** Codes a positive number: 0.1·ln(value), in float32 as the reference. */
    private static float code(float value) {
        return 0.1f * (float) Math.log(value);
    }

    private static final class Tensor {

        final float[] m;
        final float[] v;
        final float[] coded = new float[CODED.size()];
        final float[] hidden;
        final float[] cell;
        final float isVector;
        final float isScalar;

        Tensor(TensorLayout layout, MetaParameters theta) {
            m = new float[layout.size()];
            v = new float[layout.size()];
            for (int i = 0; i < coded.length; i++) {
                coded[i] = theta.get(CODED.get(i))[0];
            }
            hidden = theta.get(HIDDEN);
            cell = theta.get(CELL);
            isVector = layout.shape().length == 1 ? 1 : -1;
            isScalar = layout.shape().length == 0 ? 1 : -1;
        }

        void move(float multiplier, float[] p, float[] g) {
            float b1 = decodeDecay(coded[BETA1]);
            float b2 = decodeDecay(coded[BETA2]);
            float epsilon = decodeEpsilon(coded[EPSILON]);
            float rate = multiplier * (decodeRate(coded[LR]) * (1 + epsilon));
            for (int i = 0; i < p.length; i++) {
                m[i] = Summary.average(b1, m[i], g[i]);
                v[i] = Summary.average(b2, v[i], g[i] * g[i]);
                p[i] -= rate * m[i] / (epsilon + (float) Math.sqrt(v[i] + ROOT_EPSILON));
            }
        }

        /** What the LSTM sees, in the order of the features' names. */
        float[] features(float[] p, float[] g) {
            float meanG = Summary.mean(g);
            float meanM = Summary.mean(m);
            float meanP = Summary.mean(p);
            float meanV = Summary.mean(v);
            return new float[] {
                carried(BETA1),
                carried(BETA2),
                carried(EPSILON),
                isVector,
                isScalar,
                carried(LR),
                magnitude(meanG),
                Math.signum(meanG),
                magnitude(Summary.meanMagnitude(g)),
                magnitude(meanM),
                Math.signum(meanM),
                magnitude(meanP),
                Math.signum(meanP),
                magnitude(meanV),
                Math.signum(meanV),
                magnitude(Summary.variance(g, meanG)),
                magnitude(Summary.variance(m, meanM)),
                magnitude(Summary.variance(p, meanP)),
                magnitude(Summary.variance(v, meanV))
            };
        }

        private float carried(int which) {
            return 0.2f * (float) Summary.clip(coded[which], 5);
        }

        private static float magnitude(float x) {
            return 0.5f * Summary.logMagnitude(x);
        }

        /** Adds the head's outputs and bounds the values by decoding and coding them again. */
        void change(float[] outputs) {
            for (int i = 0; i < coded.length; i++) {
                coded[i] += HEAD_MULTIPLIER * outputs[i];
            }
            coded[LR] = code(decodeRate(coded[LR]));
            coded[BETA1] = code(1 - decodeDecay(coded[BETA1]));
            coded[BETA2] = code(1 - decodeDecay(coded[BETA2]));
            coded[EPSILON] = code(decodeEpsilon(coded[EPSILON]));
        }

        Map<String, float[]> arrays() {
            Map<String, float[]> arrays = new LinkedHashMap<>();
            arrays.put("m", m);
            arrays.put("v", v);
            arrays.put("coded", coded);
            arrays.put("hidden", hidden);
            arrays.put("cell", cell);
            return arrays;
        }
    }

    private static final class Run implements LearnedRun {

        private final RunTrace trace;
        private final List<Tensor> tensors;
        private LstmCell lstm;
        private Linear head;

        Run(MetaParameters theta, RunPlan plan) {
            trace = plan.trace();
            tensors = plan.tensors().stream().map(layout -> new Tensor(layout, theta)).toList();
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            lstm = new LstmCell(Linear.of(theta, LSTM));
            head = Linear.of(theta, HEAD);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            for (int t = 0; t < parameters.length; t++) {
                Tensor tensor = tensors.get(t);
                float[] g = Summary.clip(gradients[t], CLIP);
                float[] before = parameters[t].clone();
                tensor.move(multiplier, parameters[t], g);
                float[] features = tensor.features(before, g);
                trace.tensor("lstm_input", t, features);
                // 1 - b2 keeps few digits in float32, and a flip of its last one stays for ever
                lstm.stepExactly(features, tensor.hidden, tensor.cell);
                float[] outputs = head.applyExactly(tensor.hidden);
                trace.tensor("head_out", t, outputs);
                tensor.change(outputs);
            }
        }

        @Override
        public RunState state() {
            return new RunState(Map.of(), tensors.stream().map(Tensor::arrays).toList());
        }
    }
}
