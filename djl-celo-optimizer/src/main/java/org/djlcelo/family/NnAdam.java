package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
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
 * (see {@link NnAdamTensor}) with g clipped to ±1000, x the coded lr, b1, b2 and ε, and no bias
 * correction. Neither loss nor planned length count. 21 896 weights.
 */
public final class NnAdam implements ArrayRule {

    private static final int UNITS = 64;
    private static final int FEATURES = 19;
    static final String LSTM = "rnn_params/rnn/linear";
    static final String HEAD = "rnn_to_controls_params/rnn_to_controls";
    static final String HIDDEN = "lstm_init_state/hidden";
    static final String CELL = "lstm_init_state/cell";
    static final float CLIP = 1000;
    static final List<String> CODED =
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

    /** {@inheritDoc} */
    @Override
    public ArrayRun beginOnArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        return new NnAdamArrays(theta, plan, manager);
    }

    private static final class Run implements LearnedRun {

        private final RunTrace trace;
        private final List<NnAdamTensor> tensors;
        private LstmCell lstm;
        private Linear head;

        Run(MetaParameters theta, RunPlan plan) {
            trace = plan.trace();
            tensors =
                    plan.tensors().stream().map(layout -> new NnAdamTensor(layout, theta)).toList();
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
                NnAdamTensor tensor = tensors.get(t);
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
            return new RunState(Map.of(), tensors.stream().map(NnAdamTensor::arrays).toList());
        }
    }
}
