package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.LossMemory;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.MixedLstm;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.NamedTensors;
import org.djlcelo.lopt.ProgressFeatures;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.TensorStatistics;
import org.djlcelo.lopt.UpdateRule;

/**
 * VeLO (arXiv 2211.09760) and its small form VeLO-S (specification of the baselines, section 3.2):
 * Celo's rule with weights that an LSTM per tensor mixes anew in every step.
 *
 * <pre>
 *   h, c = mixed lstm([progress, loss features, statistics of the tensor], h, c)
 *   η    = h·w + b
 *   W    = multiplier · mean over the bank of (h·V + a)_j · W_j     weights and biases alike
 *   p    ← p - η · Celo's step with W
 * </pre>
 *
 * <p>The statistics are those before the step, and η may be negative. Rows see each other's
 * maximum, see {@link MixedLstm}. 46 337 weights, at full size 2 320 385.
 */
public final class Velo implements ArrayRule {

    /** First, because the architectures below are made of it. */
    private static final int INPUTS =
            ProgressFeatures.COUNT + LossMemory.FEATURES + TensorStatistics.COUNT;

    /** VeLO-S: LSTM of 64, bank of 32. */
    public static final Velo SMALL = new Velo("velo-s", "VeLO-S", 64, 32, 1);

    /** VeLO as published: LSTM of 512, bank of 256, mixed weights times 100. */
    public static final Velo FULL = new Velo("velo", "VeLO at its published size", 512, 256, 100);

    static final String CONTROLS = "rnn_params/rnn_to_controls";
    static final String STEP_SIZE = "rnn_params/step_size";
    static final int WIDTH = NamedTensors.RULE_WIDTH;

    private final Architecture architecture;
    private final String summary;
    private final int bank;
    private final float weightMultiplier;

    private Velo(String name, String words, int units, int bank, float weightMultiplier) {
        architecture =
                new Architecture(
                        name,
                        NamedTensors.join(
                                List.of(
                                        NamedTensors.bank(bank, WIDTH),
                                        NamedTensors.scheduler(INPUTS, units, bank))));
        summary = words + ": Celo's rule with weights mixed by an LSTM per tensor";
        this.bank = bank;
        this.weightMultiplier = weightMultiplier;
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return summary;
    }

    /** {@inheritDoc} */
    @Override
    public Architecture architecture() {
        return architecture;
    }

    /** {@inheritDoc} */
    @Override
    public Set<Need> needs() {
        return Set.of(Need.LOSS, Need.TOTAL_STEPS, Need.ALL_TENSORS);
    }

    /** {@inheritDoc} */
    @Override
    public LearnedRun begin(MetaParameters theta, RunPlan plan) {
        return new Run(this, theta, plan);
    }

    /** {@inheritDoc} */
    @Override
    public ArrayRun beginOnArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        return new VeloArrays(this, theta, plan, manager);
    }

    /** How many networks are mixed. */
    int bank() {
        return bank;
    }

    /** What the mean of the bank is multiplied with. */
    float weightMultiplier() {
        return weightMultiplier;
    }

    /** The bank's weighted mean. */
    private Mlp mix(List<List<Linear>> entries, float[] controls) {
        List<Linear> mixed = new ArrayList<>();
        for (Linear layer : entries.get(0)) {
            mixed.add(new Linear(new float[layer.weight().length], new float[layer.bias().length]));
        }
        for (int j = 0; j < bank; j++) {
            float share = controls[j] / bank * weightMultiplier;
            for (int l = 0; l < mixed.size(); l++) {
                add(mixed.get(l).weight(), share, entries.get(j).get(l).weight());
                add(mixed.get(l).bias(), share, entries.get(j).get(l).bias());
            }
        }
        return new Mlp(mixed.get(0), mixed.get(1), mixed.get(2));
    }

    private static void add(float[] to, float factor, float[] values) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * values[i];
        }
    }

    private static final class Run implements LearnedRun {

        private final Velo velo;
        private final RunPlan plan;
        private final CpuKernel kernel;
        private final List<TensorState> states;
        private final LossMemory losses;
        private final float[][] hidden;
        private final float[][] cell;
        private final float[] steps = new float[1];
        private MixedLstm lstm;
        private Linear controls;
        private Linear stepSize;
        private List<List<Linear>> entries;

        Run(Velo velo, MetaParameters theta, RunPlan plan) {
            this.velo = velo;
            this.plan = plan;
            kernel = plan.kernel().create(plan.threads());
            states = plan.tensors().stream().map(TensorState::new).toList();
            losses = new LossMemory(plan.totalSteps());
            hidden = rows(theta, "lstm_init_state/hidden");
            cell = rows(theta, "lstm_init_state/cell");
            use(theta);
        }

        private float[][] rows(MetaParameters theta, String name) {
            return states.stream().map(state -> theta.get(name)).toArray(float[][]::new);
        }

        @Override
        public void use(MetaParameters theta) {
            lstm = MixedLstm.of(theta);
            controls = Linear.of(theta, CONTROLS);
            stepSize = Linear.of(theta, STEP_SIZE);
            entries = Mlp.bank(theta, velo.bank).stream().map(Mlp::layers).toList();
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            losses.update(loss);
            lstm.step(inputs(parameters), hidden, cell);
            for (int t = 0; t < parameters.length; t++) {
                float[] mixture = controls.apply(hidden[t]);
                float[] eta = stepSize.apply(hidden[t]);
                plan.trace().tensor("controls", t, mixture);
                plan.trace().tensor("step_mult", t, eta);
                kernel.update(
                        new UpdateRule(velo.mix(entries, mixture), Decays.CELO, RuleConstants.CELO),
                        states.get(t),
                        FloatBuffer.wrap(parameters[t]),
                        FloatBuffer.wrap(gradients[t]),
                        eta[0] * multiplier);
            }
            steps[0]++;
        }

        private float[][] inputs(float[][] parameters) {
            float[] common = new float[INPUTS];
            ProgressFeatures.write(steps[0] / plan.totalSteps(), common);
            losses.features(common, ProgressFeatures.COUNT);
            float[][] rows = new float[parameters.length][];
            for (int t = 0; t < rows.length; t++) {
                rows[t] = common.clone();
                Map<String, float[]> accumulators = states.get(t).arrays();
                TensorLayout layout = plan.tensors().get(t);
                TensorStatistics.write(
                        Summary.meanSquare(parameters[t]),
                        new float[][] {
                            accumulators.get("m0"), accumulators.get("m1"), accumulators.get("m2")
                        },
                        accumulators.get("rms"),
                        TensorStatistics.rank(layout.shape()),
                        rows[t],
                        INPUTS - TensorStatistics.COUNT);
                plan.trace().tensor("lstm_input", t, rows[t]);
            }
            return rows;
        }

        @Override
        public RunState state() {
            Map<String, float[]> shared = new LinkedHashMap<>(losses.arrays());
            shared.put("steps", steps);
            List<Map<String, float[]>> tensors = new ArrayList<>();
            for (int t = 0; t < hidden.length; t++) {
                Map<String, float[]> arrays = states.get(t).arrays();
                arrays.put("hidden", hidden[t]);
                arrays.put("cell", cell[t]);
                tensors.add(arrays);
            }
            return new RunState(shared, tensors);
        }

        @Override
        public void close() {
            kernel.close();
        }
    }
}
