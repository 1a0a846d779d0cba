package org.djlcelo.eval.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.RunPlan;
import org.djlcelo.family.RunState;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;

/**
 * Replays a recorded run of a rule step by step: every step starts from the recorded parameters,
 * with what the rule itself remembers.
 */
final class RuleReplay {

    /** What a rule remembers of a tensor, by the recordings' names; channels follow as a number. */
    private static final List<String> ACCUMULATORS = List.of("m", "v", "v_row", "v_col", "v_full");

    /** What a rule remembers of a tensor that is recorded for all tensors together. */
    private static final Map<String, String> OF_TENSORS =
            Map.of("lstm_hidden", "hidden", "lstm_cell", "cell", "from_mlp", "fromMlp");

    /** What a rule remembers besides. */
    private static final Map<String, String> SHARED =
            Map.of(
                    "loss_means", "lossMeans",
                    "loss_running_min", "lossMinima",
                    "from_lstm", "fromLstm",
                    "clip_average", "clipAverage",
                    "loss_mean", "lossMean",
                    "loss_var", "lossVariance");

    /** NNAdam's values, in the order in which it remembers them. */
    private static final List<String> CODED =
            List.of("coded_lr", "coded_beta1", "coded_beta2", "coded_epsilon");

    /** A step is compared with this share of the run's largest at least. */
    private static final float SMALL_STEP = 1e-3f;

    private final GoldenFile file;
    private final LearnedRule rule;
    private final ReplayKernel kernel;
    private final Findings findings;
    private final LearnedFile learned;
    private final Map<String, Deviation> deviations = new TreeMap<>();
    private int step;

    RuleReplay(GoldenFile file, LearnedRule rule, ReplayKernel kernel, Findings findings) {
        this.file = file;
        this.rule = rule;
        this.kernel = kernel;
        this.findings = findings;
        learned = new LearnedFile(file);
    }

    void run(MetaParameters theta) {
        List<TensorLayout> layouts =
                LearnedFile.TENSORS.stream()
                        .map(t -> TensorLayout.of(learned.shape(t), AxisOrder.REFERENCE))
                        .toList();
        RecordedTrace trace = new RecordedTrace(file, layouts);
        RunPlan plan = kernel.plan(RunPlan.of(layouts, learned.planned())).withTrace(trace);
        try (LearnedRun run = rule.begin(theta, plan)) {
            for (step = 0; step < learned.steps(); step++) {
                trace.begin(step);
                move(run);
                compareState(run.state());
            }
        }
        trace.deviations().forEach((name, deviation) -> deviations.put(name, deviation));
        deviations.forEach(
                (name, deviation) ->
                        findings.compared(
                                file, kernel.toString(), name, deviation, Tolerance.learned(name)));
    }

    private void move(LearnedRun run) {
        float[][] p = new float[LearnedFile.TENSORS.size()][];
        float[][] g = new float[p.length][];
        for (int t = 0; t < p.length; t++) {
            p[t] = file.get(LearnedFile.TENSORS.get(t) + "/p").at(step);
            g[t] = learned.gradient(LearnedFile.TENSORS.get(t), step);
        }
        float[][] before = Arrays.stream(p).map(float[]::clone).toArray(float[][]::new);
        run.step(learned.loss(step), TensorReplay.MAGNIFICATION, p, g);
        for (int t = 0; t < p.length; t++) {
            for (int i = 0; i < p[t].length; i++) {
                p[t][i] = (before[t][i] - p[t][i]) / TensorReplay.MAGNIFICATION;
            }
            for (String name : List.of("step", "displacement")) {
                compareStep(name, LearnedFile.TENSORS.get(t) + "/" + name, p[t]);
            }
        }
    }

    /** Of steps far below the others the parameter's rounding leaves nothing to compare. */
    private void compareStep(String quantity, String recorded, float[] computed) {
        if (file.has(recorded)) {
            float[] now = file.get(recorded).at(step);
            float scale = Math.max(largest(now), SMALL_STEP * largest(file.get(recorded).values()));
            deviation(quantity).relativeTo(scale, now, computed);
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private void compareState(RunState state) {
        for (int t = 0; t < LearnedFile.TENSORS.size(); t++) {
            Map<String, float[]> own = state.tensors().get(t);
            for (String name : ACCUMULATORS) {
                compareAccumulator(LearnedFile.TENSORS.get(t) + "/" + name, name, own);
            }
        }
        OF_TENSORS.forEach((recorded, name) -> compare(recorded, recorded, all(state, name)));
        for (int i = 0; i < CODED.size(); i++) {
            compare("coded", CODED.get(i), entries(state, i));
            takeRecorded(state, i);
        }
        SHARED.forEach((recorded, name) -> compare(recorded, recorded, state.shared().get(name)));
    }

    private void compareAccumulator(String recorded, String name, Map<String, float[]> own) {
        if (own.containsKey(name)) {
            compare("accumulators", recorded, own.get(name));
            return;
        }
        String single = name.equals("v") ? "rms" : name;
        if (own.containsKey(single)) {
            compare("accumulators", recorded, own.get(single));
            return;
        }
        if (!file.has(recorded)) {
            return;
        }
        GoldenArray array = file.get(recorded);
        int channels = Math.toIntExact(array.shape()[array.shape().length - 1]);
        for (int j = 0; j < channels; j++) {
            deviation("accumulators")
                    .relative(GoldenArray.channel(array.at(step), channels, j), own.get(name + j));
        }
    }

    /** One array of all tensors, or null if there is none. */
    private static float[] all(RunState state, String name) {
        List<float[]> arrays = new ArrayList<>();
        int length = 0;
        for (Map<String, float[]> tensor : state.tensors()) {
            if (!tensor.containsKey(name)) {
                return null;
            }
            arrays.add(tensor.get(name));
            length += tensor.get(name).length;
        }
        float[] all = new float[length];
        int to = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, all, to, array.length);
            to += array.length;
        }
        return all;
    }

    private static float[] entries(RunState state, int i) {
        float[] all = all(state, "coded");
        return all == null
                ? null
                : GoldenArray.channel(all, all.length / state.tensors().size(), i);
    }

    /**
     * NNAdam goes on from the recorded values: 1 - beta2 has so few digits that its last one, once
     * it differs, is felt for ever.
     */
    private void takeRecorded(RunState state, int i) {
        if (file.has(CODED.get(i))) {
            for (int t = 0; t < state.tensors().size(); t++) {
                state.tensors().get(t).get("coded")[i] = file.get(CODED.get(i)).at(step)[t];
            }
        }
    }

    private void compare(String quantity, String recorded, float[] computed) {
        if (file.has(recorded) && computed != null) {
            deviation(quantity).relative(file.get(recorded).at(step), computed);
        }
    }

    private Deviation deviation(String quantity) {
        return deviations.computeIfAbsent(quantity, any -> new Deviation());
    }
}
