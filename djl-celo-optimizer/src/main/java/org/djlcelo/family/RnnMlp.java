package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.Lanes;
import org.djlcelo.kernel.Steps;
import org.djlcelo.kernel.Totals;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.LstmCell;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.NamedTensors;
import org.djlcelo.lopt.TensorSpec;

/**
 * RNN-MLP (specification of the baselines, section 3.3): an LSTM per tensor and a network per
 * parameter that talk to each other.
 *
 * <pre>
 *   h, c = lstm([from_lstm, from_mlp, features of the tensor], h, c)
 *   o    = mlp([features of the parameter, time, h·W + b])
 *   p    ← p - 0.001 · o_0 · exp(0.001·o_1)
 *   from_lstm ← mean over tensors of h·W' + b',  from_mlp ← mean over parameters of o_2 … o_17
 * </pre>
 *
 * <p>Gradients are clipped to a multiple of their average size; the loss counts, the planned length
 * doesn't. 35 799 weights. What a tensor remembers and shows is in {@link RnnMlpTensor}.
 */
public final class RnnMlp implements ArrayRule {

    static final int UNITS = 64;
    static final int FROM_LSTM = 18;
    static final int FROM_MLP = 16;
    private static final int WIDTH = 32;

    /** What the network's first two outputs, direction and exponent, are multiplied with. */
    private static final float OUTPUT_SCALE = 0.001f;

    /** The first output of the network that goes back to the LSTM, after d and q. */
    private static final int FIRST_BACK = 2;

    static final String LSTM = "rnn_params/rnn/linear";
    static final String TO_MLP = "rnn_to_ff_params/rnn_to_ff";
    static final String BACK = "rnn_to_in_params/rnn_to_in";
    static final String NETWORK = "ffmod_params/mlp/~/linear_";
    private static final String INITIAL_FROM_LSTM = "initial_from_lstm";
    static final String INITIAL_FROM_MLP = "initial_from_mlp";

    /** haiku's truncated normal has this standard deviation before it is corrected. */
    private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

    private static final Architecture ARCHITECTURE =
            new Architecture(
                    "rnn-mlp",
                    NamedTensors.join(
                            List.of(
                                    NamedTensors.linear(
                                            LSTM, RnnMlpTensor.LSTM_INPUTS + UNITS, 4 * UNITS),
                                    NamedTensors.linear(TO_MLP, UNITS, RnnMlpTensor.TO_MLP),
                                    NamedTensors.linear(BACK, UNITS, FROM_LSTM),
                                    NamedTensors.linear(
                                            NETWORK + 0, RnnMlpTensor.MLP_INPUTS, WIDTH),
                                    NamedTensors.linear(NETWORK + 1, WIDTH, WIDTH),
                                    NamedTensors.linear(NETWORK + 2, WIDTH, FIRST_BACK + FROM_MLP),
                                    List.of(
                                            new TensorSpec(INITIAL_FROM_LSTM, List.of(FROM_LSTM)),
                                            new TensorSpec(INITIAL_FROM_MLP, List.of(FROM_MLP))),
                                    NamedTensors.lstmState(UNITS))));

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return "RNN-MLP: an LSTM per tensor and a network per parameter";
    }

    /** {@inheritDoc} */
    @Override
    public Architecture architecture() {
        return ARCHITECTURE;
    }

    /** {@inheritDoc} */
    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOSS, Need.ALL_TENSORS);
    }

    /** What the two networks tell each other first is drawn as well. */
    @Override
    public MetaParameters initial(RandomGenerator random) {
        float[] theta = Initializer.random(ARCHITECTURE, random).toVector();
        for (String name : List.of(INITIAL_FROM_LSTM, INITIAL_FROM_MLP)) {
            int size = ARCHITECTURE.size(name);
            for (int i = 0; i < size; i++) {
                double draw = Initializer.truncatedNormal(random) / TRUNCATED_DEVIATION;
                theta[ARCHITECTURE.offset(name) + i] = (float) (draw / Math.sqrt(size));
            }
        }
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
        return new RnnMlpArrays(theta, plan, manager);
    }

    private static final class Run implements LearnedRun {

        private final RunTrace trace;
        private final List<RnnMlpTensor> tensors;
        private final ChannelSweep sweep = RnnMlpTensor.sweep();
        private final GradientBound bound = new GradientBound();
        private final LossNormalizer losses = new LossNormalizer();
        private final float[][] hidden;
        private final float[][] cell;
        private final float[] fromLstm;
        private final float[] steps = new float[1];
        private final float[] values = new float[ElementChannels.TILE];
        private final float[] moved = new float[ElementChannels.TILE];
        private LstmCell lstm;
        private Linear toMlp;
        private Linear back;
        private ElementNetwork network;

        Run(MetaParameters theta, RunPlan plan) {
            trace = plan.trace();
            fromLstm = theta.get(INITIAL_FROM_LSTM);
            tensors =
                    plan.tensors().stream().map(layout -> new RnnMlpTensor(layout, theta)).toList();
            hidden = tensors.stream().map(tensor -> tensor.hidden).toArray(float[][]::new);
            cell = tensors.stream().map(tensor -> tensor.cell).toArray(float[][]::new);
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            lstm = new LstmCell(Linear.of(theta, LSTM));
            toMlp = Linear.of(theta, TO_MLP);
            back = Linear.of(theta, BACK);
            List<Linear> layers = new ArrayList<>();
            for (int l = 0; l < 3; l++) {
                layers.add(Linear.of(theta, NETWORK + l));
            }
            network = new ElementNetwork(layers);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            float[][] clipped = bound.clip(gradients);
            float[] lossFeatures = losses.next(loss);
            float[][] x = new float[parameters.length][];
            for (int t = 0; t < x.length; t++) {
                RnnMlpTensor tensor = tensors.get(t);
                tensor.see(parameters[t], clipped[t]);
                x[t] = tensor.lstmInput(fromLstm, parameters[t], clipped[t], lossFeatures);
                trace.tensor("lstm_input", t, x[t]);
            }
            lstm.step(x, hidden, cell);
            float[] back = new float[FROM_LSTM];
            for (float[] said : this.back.apply(hidden)) {
                for (int i = 0; i < back.length; i++) {
                    back[i] += said[i] / parameters.length;
                }
            }
            float[][] told = toMlp.apply(hidden);
            for (int t = 0; t < x.length; t++) {
                trace.tensor("to_mlp", t, told[t]);
                move(t, multiplier, parameters[t], clipped[t], told[t]);
            }
            System.arraycopy(back, 0, fromLstm, 0, back.length);
            steps[0]++;
        }

        private void move(int t, float multiplier, float[] p, float[] g, float[] told) {
            RnnMlpTensor tensor = tensors.get(t);
            network.fix(tensor.fixedInputs(steps[0], tensors.size(), p, told));
            double[] sums = new double[FROM_MLP];
            sweep.run(
                    p.length,
                    (start, n, x) -> tensor.write(p, g, start, n, x),
                    network,
                    (start, n, x, out) -> {
                        trace.elements("features_norm", t, start, n, x);
                        trace.elements("mlp_out", t, start, n, out);
                        Lanes.scale(out[0], -multiplier * OUTPUT_SCALE, n);
                        Lanes.scale(out[1], OUTPUT_SCALE, n);
                        System.arraycopy(p, start, values, 0, n);
                        Steps.take(moved, values, out[0], out[1], 1, n);
                        System.arraycopy(moved, 0, p, start, n);
                        for (int i = 0; i < FROM_MLP; i++) {
                            sums[i] += Totals.BEST.of(out[FIRST_BACK + i], n);
                        }
                    });
            for (int i = 0; i < FROM_MLP; i++) {
                tensor.fromMlp[i] = (float) (sums[i] / p.length);
            }
        }

        @Override
        public RunState state() {
            Map<String, float[]> shared = new LinkedHashMap<>();
            shared.put("steps", steps);
            shared.put("fromLstm", fromLstm);
            shared.putAll(bound.arrays());
            shared.putAll(losses.arrays());
            return new RunState(shared, tensors.stream().map(RnnMlpTensor::arrays).toList());
        }
    }
}
