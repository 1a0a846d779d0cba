package org.djlcelo.eval.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.family.RunTrace;
import org.djlcelo.kernel.TensorLayout;

/** Compares what a rule computes on its way to a step with the recordings of the same name. */
final class RecordedTrace implements RunTrace {

    private final GoldenFile file;
    private final List<TensorLayout> layouts;
    private final Map<String, Deviation> deviations = new TreeMap<>();
    private int step;

    RecordedTrace(GoldenFile file, List<TensorLayout> layouts) {
        this.file = file;
        this.layouts = layouts;
    }

    void begin(int next) {
        step = next;
    }

    Map<String, Deviation> deviations() {
        return deviations;
    }

    /** {@inheritDoc} */
    @Override
    public void tensor(String name, int tensor, float[] values) {
        if (file.has(name)) {
            float[] all = file.get(name).at(step);
            float[] recorded = new float[values.length];
            System.arraycopy(all, tensor * values.length, recorded, 0, values.length);
            deviation(name).relative(recorded, values);
        }
    }

    /** Channels that are recorded beyond those given are the same for all elements. */
    @Override
    public void elements(String name, int tensor, int start, int n, float[][] values) {
        String recorded = LearnedFile.TENSORS.get(tensor) + "/" + name;
        if (!file.has(recorded)) {
            return;
        }
        float[] all = file.get(recorded).at(step);
        int channels = all.length / layouts.get(tensor).size();
        for (int c = 0; c < values.length; c++) {
            float[] wanted = new float[n];
            float[] found = new float[n];
            for (int k = 0; k < n; k++) {
                wanted[k] = all[(start + k) * channels + c];
                found[k] = values[c][k];
            }
            deviation(name).relative(wanted, found);
        }
    }

    private Deviation deviation(String name) {
        return deviations.computeIfAbsent(name, any -> new Deviation());
    }
}
