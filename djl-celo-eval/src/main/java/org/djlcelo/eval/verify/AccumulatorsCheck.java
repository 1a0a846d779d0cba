package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.random.Key;

/**
 * {@code accumulators*.npz}: momenta, second moments and row and column statistics, with gradients
 * of all sizes and with NaN and infinities. They do not depend on the weights, so any will do.
 */
final class AccumulatorsCheck implements GoldenCheck {

    @Override
    public boolean knows(String fileName) {
        return fileName.matches("accumulators.*\\.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        UpdateRule rule = UpdateRule.of(Initializer.random(Architecture.CELO, Key.of(0).random()));
        for (ReplayKernel kernel : setting.kernels()) {
            Deviation finite = new Deviation();
            Deviation nonFinite = new Deviation();
            Deviation damage = new Deviation();
            for (String shape : file.groups()) {
                try (NDManager manager = NDManager.newBaseManager(setting.device())) {
                    float[] p = file.get(shape + "/p").values();
                    TensorLayout layout = layout(file, shape);
                    replay(file, shape + "/", p, kernel.open(manager, rule, layout), finite);
                    String bad = shape + "/nonfinite/";
                    float[] last =
                            replay(file, bad, p, kernel.open(manager, rule, layout), nonFinite);
                    GoldenArray next = file.get(bad + "p_next");
                    damage.absolute(nanPattern(next.at(next.length() - 1)), nanPattern(last));
                }
            }
            findings.compared(file, kernel.toString(), "accumulators", finite, Tolerance.ARRAY);
            findings.compared(
                    file, kernel.toString(), "with NaN and ±inf", nonFinite, Tolerance.ARRAY);
            findings.compared(file, kernel.toString(), "where NaN spreads", damage, 0);
        }
    }

    private static TensorLayout layout(GoldenFile file, String shape) {
        return TensorLayout.of(file.get(shape + "/p").shape(), AxisOrder.REFERENCE);
    }

    /** Feeds the gradients and returns the parameter after the last update. */
    private static float[] replay(
            GoldenFile file, String prefix, float[] p, TensorReplay tensor, Deviation deviation) {
        GoldenArray gradients = file.get(prefix + "grads");
        float[] updated = p;
        for (int i = 0; i < gradients.length(); i++) {
            updated = tensor.update(updated, gradients.at(i), 1);
            compare(file, prefix, i, tensor.accumulators(), deviation);
        }
        return updated;
    }

    /** Compares everything recorded of one step. */
    static void compare(
            GoldenFile file,
            String prefix,
            int step,
            Map<String, float[]> computed,
            Deviation deviation) {
        for (String name : new String[] {"m", "v_full", "v_row", "v_col"}) {
            if (file.has(prefix + name) && computed.containsKey(name + 0)) {
                float[] recorded = file.get(prefix + name).at(step);
                for (int j = 0; j < 3; j++) {
                    deviation.relative(GoldenArray.channel(recorded, 3, j), computed.get(name + j));
                }
            }
        }
        for (String name : new String[] {"rms", "v"}) {
            if (file.has(prefix + name)) {
                deviation.relative(file.get(prefix + name).at(step), computed.get("rms"));
            }
        }
    }

    private static float[] nanPattern(float[] values) {
        float[] pattern = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            pattern[i] = Float.isNaN(values[i]) ? 1 : 0;
        }
        return pattern;
    }
}
