package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.djlcelo.baselines.CosineSchedule;
import org.djlcelo.baselines.HandDesignedOptimizer;

/**
 * {@code handmade.npz}: the hand-designed optimizers on seven tensors at two learning rates, and
 * four configurations of NAdamW with their schedules.
 */
final class HandmadeCheck implements GoldenCheck {

    private static final String FINAL = "/p_final";

    @Override
    public boolean knows(String fileName) {
        return fileName.equals("handmade.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        if (setting.device().isGpu()) {
            findings.unchecked(file.name(), Setting.HAND_DESIGNED_ON_CPU);
            return;
        }
        Map<String, Deviation> steps = new TreeMap<>();
        Map<String, Deviation> ends = new TreeMap<>();
        for (String group : groups(file)) {
            String name = group.substring(0, group.indexOf('/'));
            Optional<Supplier<HandDesignedOptimizer>> optimizer =
                    new RecordedOptimizers(file).of(group);
            if (optimizer.isEmpty()) {
                findings.unchecked(file.name(), "no optimizer of ours is called " + name);
                continue;
            }
            String tensor = group.substring(group.lastIndexOf('/') + 1);
            compareSteps(file, group, tensor, optimizer.get(), deviation(steps, name));
            compareFreeRun(file, group, tensor, optimizer.get(), deviation(ends, name));
        }
        steps.forEach(
                (name, deviation) ->
                        findings.compared(
                                file, name, "one step", deviation, Tolerance.handDesigned(name)));
        ends.forEach(
                (name, deviation) ->
                        findings.compared(
                                file, name, "free run", deviation, Tolerance.handDesigned(name)));
        compareSchedules(file, findings);
    }

    /** Everything in front of {@code /p_final}, for instance {@code adam/lr0.1/5x3}. */
    private static List<String> groups(GoldenFile file) {
        return file.namesBelow("").stream()
                .filter(name -> name.endsWith(FINAL))
                .map(name -> name.substring(0, name.length() - FINAL.length()))
                .toList();
    }

    private static Deviation deviation(Map<String, Deviation> deviations, String name) {
        return deviations.computeIfAbsent(name, key -> new Deviation());
    }

    private static void compareSteps(
            GoldenFile file,
            String group,
            String tensor,
            Supplier<HandDesignedOptimizer> optimizer,
            Deviation deviation) {
        if (!file.has(group + "/p")) {
            return;
        }
        replay(
                file,
                tensor,
                optimizer,
                (parameters, step) -> parameters.set(tensor, file.get(group + "/p").at(step)),
                (parameters, step) ->
                        deviation.relative(after(file, group, step), parameters.get(tensor)));
    }

    private static void compareFreeRun(
            GoldenFile file,
            String group,
            String tensor,
            Supplier<HandDesignedOptimizer> optimizer,
            Deviation deviation) {
        Map<String, float[]> last = new HashMap<>();
        replay(
                file,
                tensor,
                optimizer,
                (parameters, step) -> {},
                (parameters, step) -> last.put(tensor, parameters.get(tensor)));
        deviation.relative(file.get(group + FINAL).values(), last.get(tensor));
    }

    /** Called with the number of steps done before this one. */
    private interface AtStep {
        void accept(ReplayedParameters parameters, int step);
    }

    private static void replay(
            GoldenFile file,
            String tensor,
            Supplier<HandDesignedOptimizer> supplier,
            AtStep before,
            AtStep after) {
        try (HandDesignedOptimizer optimizer = supplier.get();
                NDManager manager = NDManager.newBaseManager()) {
            ReplayedParameters parameters = new ReplayedParameters(optimizer, manager);
            GoldenArray start = file.get("inputs/" + tensor + "/p0");
            parameters.add(tensor, start.values(), start.shape());
            GoldenArray gradients = file.get("inputs/" + tensor + "/grads");
            for (int i = 0; i < gradients.length(); i++) {
                before.accept(parameters, i);
                parameters.update(tensor, gradients.at(i));
                after.accept(parameters, i);
            }
        }
    }

    private static float[] after(GoldenFile file, String group, int step) {
        GoldenArray p = file.get(group + "/p");
        return step + 1 < p.length() ? p.at(step + 1) : file.get(group + FINAL).values();
    }

    private static void compareSchedules(GoldenFile file, Findings findings) {
        Deviation deviation = new Deviation();
        for (String name : file.groups()) {
            if (file.has(name + "/schedule")) {
                float[] recorded = file.get(name + "/schedule").values();
                CosineSchedule schedule = new RecordedOptimizers(file).schedule(name);
                float[] computed = new float[recorded.length];
                for (int n = 0; n < computed.length; n++) {
                    computed[n] = schedule.rate(n);
                }
                deviation.relative(recorded, computed);
            }
        }
        findings.compared(file, "java", "NAdamW's schedules", deviation, Tolerance.SCHEDULE);
    }
}
