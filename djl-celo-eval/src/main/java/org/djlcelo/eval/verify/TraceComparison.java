package org.djlcelo.eval.verify;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.kernel.UpdateTrace;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.UpdateRule;

/**
 * Compares what the reference implementation computes on its way to a step: features, normalised
 * features, network outputs, scale, step. Features are compared channel by channel.
 */
final class TraceComparison {

    private static final int OUTPUTS = 3;

    private final GoldenFile file;
    private final UpdateRule rule;
    private final TensorLayout layout;
    private final ScalarKernel kernel = new ScalarKernel();
    private final Deviation features = new Deviation();
    private final Deviation normalized = new Deviation();
    private final Deviation outputs = new Deviation();
    private final Deviation steps = new Deviation();

    TraceComparison(GoldenFile file, UpdateRule rule, TensorLayout layout) {
        this.file = file;
        this.rule = rule;
        this.layout = layout;
    }

    /** The multiplier of a step. */
    interface EtaAt {
        float at(int step);
    }

    /**
     * Replays a run from its recorded parameters.
     *
     * @param prefix what the names of the run's arrays start with
     * @param gradientName the full name of the gradients
     * @param eta the multipliers
     */
    void run(String prefix, String gradientName, EtaAt eta) {
        TensorState state = new TensorState(layout);
        GoldenArray gradients = file.get(gradientName);
        List<Integer> featureSteps = featureSteps(gradients.length());
        for (int i = 0; i < gradients.length(); i++) {
            FloatBuffer p = FloatBuffer.wrap(file.get(prefix + "p").at(i));
            float[] g =
                    ScalarKernel.clip(
                            rule, FloatBuffer.wrap(gradients.at(i)), GradientPolicy.OFFICIAL);
            UpdateTrace trace = kernel.trace(rule, state, p, g, eta.at(i));
            int row = featureSteps.indexOf(i);
            if (row >= 0) {
                compare(prefix + "features", row, trace.features(), Features.COUNT, features);
                compare(
                        prefix + "features_norm",
                        row,
                        trace.normalized(),
                        Features.COUNT,
                        normalized);
            }
            compare(prefix + "mlp_out", i, trace.outputs(), OUTPUTS, outputs);
            if (file.has(prefix + "param_scale")) {
                outputs.relative(file.get(prefix + "param_scale").values()[i], trace.scale());
            }
            steps.relative(file.get(prefix + "step").at(i), trace.step());
        }
    }

    void report(Findings findings, double tolerance) {
        String kernelName = ReplayKernel.SCALAR.toString();
        findings.compared(file, kernelName, "features", features, tolerance);
        findings.compared(file, kernelName, "normalised features", normalized, tolerance);
        findings.compared(file, kernelName, "network outputs and scale", outputs, tolerance);
        findings.compared(file, kernelName, "step as computed", steps, tolerance);
    }

    /** Some files hold features of some steps only. */
    private List<Integer> featureSteps(int all) {
        List<Integer> steps = new ArrayList<>();
        if (file.has("feature_steps")) {
            for (float step : file.get("feature_steps").values()) {
                steps.add((int) step);
            }
        } else {
            for (int i = 0; i < all; i++) {
                steps.add(i);
            }
        }
        return steps;
    }

    private void compare(
            String name, int row, float[][] computed, int channels, Deviation deviation) {
        if (!file.has(name)) {
            return;
        }
        float[] recorded = file.get(name).at(row);
        for (int channel = 0; channel < channels; channel++) {
            float[] own = new float[computed.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = computed[i][channel];
            }
            deviation.relative(GoldenArray.channel(recorded, channels, channel), own);
        }
    }
}
