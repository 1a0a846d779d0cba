package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.baselines.Graft;
import org.djlcelo.baselines.KernelLayout;
import org.djlcelo.baselines.Shampoo;

/**
 * {@code shampoo.npz}: Shampoo with two grafts on five tensors. Its steps do not depend on the
 * parameter, so displacements are compared, relative to the largest.
 */
final class ShampooCheck implements GoldenCheck {

    private static final float RATE = 0.1f;
    private static final String PREFIX = "/lr0.1/";
    private static final Map<String, Graft> GRAFTS =
            new TreeMap<>(Map.of("shampoo_sgd", Graft.SGD, "shampoo_adagrad", Graft.ADAGRAD));

    @Override
    public boolean knows(String fileName) {
        return fileName.equals("shampoo.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        if (setting.device().isGpu()) {
            findings.unchecked(file.name(), Setting.HAND_DESIGNED_ON_CPU);
            return;
        }
        GRAFTS.forEach(
                (name, graft) -> {
                    for (String input : file.namesBelow("inputs/")) {
                        if (input.endsWith("/p0")) {
                            String tensor = input.substring(0, input.indexOf('/'));
                            Deviation deviation = compare(file, name, graft, tensor);
                            findings.compared(
                                    file, name, "steps of " + tensor, deviation, Tolerance.SHAMPOO);
                        }
                    }
                });
    }

    private static Deviation compare(GoldenFile file, String name, Graft graft, String tensor) {
        String group = name + PREFIX + tensor;
        GoldenArray start = file.get("inputs/" + tensor + "/p0");
        GoldenArray gradients = file.get("inputs/" + tensor + "/grads");
        Map<Integer, float[]> recorded = recorded(file, group, start, gradients.length());
        Deviation deviation = new Deviation();
        try (Shampoo shampoo = shampoo(graft);
                NDManager manager = NDManager.newBaseManager()) {
            ReplayedParameters parameters = new ReplayedParameters(shampoo, manager);
            parameters.add(tensor, start.values(), start.shape());
            float[] computedBefore = start.values();
            float[] recordedBefore = start.values();
            float largest = largestStep(recorded);
            for (int done = 1; done <= gradients.length(); done++) {
                parameters.update(tensor, gradients.at(done - 1));
                float[] expected = recorded.get(done);
                if (expected != null) {
                    float[] now = parameters.get(tensor);
                    deviation.relativeTo(
                            largest,
                            difference(expected, recordedBefore),
                            difference(now, computedBefore));
                    computedBefore = now;
                    recordedBefore = expected;
                }
            }
        }
        return deviation;
    }

    private static Shampoo shampoo(Graft graft) {
        return Shampoo.builder()
                .setLearningRate(RATE)
                .setGraft(graft)
                .optKernelLayout(KernelLayout.OUTPUT_LAST)
                .build();
    }

    /** The parameter by the number of updates: of all, or of those that the file has. */
    private static Map<Integer, float[]> recorded(
            GoldenFile file, String group, GoldenArray start, int steps) {
        Map<Integer, float[]> recorded = new TreeMap<>();
        recorded.put(0, start.values());
        for (int done = 1; done < steps; done++) {
            if (file.has(group + "/p")) {
                recorded.put(done, file.get(group + "/p").at(done));
            } else if (file.has(group + "/p_after_" + done)) {
                recorded.put(done, file.get(group + "/p_after_" + done).values());
            }
        }
        recorded.put(steps, file.get(group + "/p_final").values());
        return recorded;
    }

    /** Over single steps only, so that a stretch of several does not raise the scale. */
    private static float largestStep(Map<Integer, float[]> recorded) {
        float largest = 0;
        for (Map.Entry<Integer, float[]> entry : recorded.entrySet()) {
            float[] next = recorded.get(entry.getKey() + 1);
            if (next != null) {
                for (float change : difference(next, entry.getValue())) {
                    largest = Math.max(largest, Math.abs(change));
                }
            }
        }
        return largest;
    }

    private static float[] difference(float[] after, float[] before) {
        float[] difference = new float[after.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = after[i] - before[i];
        }
        return difference;
    }
}
