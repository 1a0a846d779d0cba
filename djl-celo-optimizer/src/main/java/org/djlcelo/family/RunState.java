package org.djlcelo.family;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run remembers, as named arrays. Counters are arrays, too: float32 counts to 2^24.
 *
 * @param shared what belongs to no tensor
 * @param tensors what belongs to each tensor, in the order of the plan
 */
public record RunState(Map<String, float[]> shared, List<Map<String, float[]>> tensors) {

    /**
     * Copies the values of another state into this one's arrays.
     *
     * @param saved the other state
     * @throws IllegalArgumentException if names or lengths differ; nothing has changed then
     */
    public void overwrite(RunState saved) {
        List<float[]> to = new ArrayList<>();
        List<float[]> from = new ArrayList<>();
        pair(shared, saved.shared, to, from);
        if (tensors.size() != saved.tensors.size()) {
            throw new IllegalArgumentException(
                    "The saved run has "
                            + saved.tensors.size()
                            + " tensors, this one "
                            + tensors.size());
        }
        for (int t = 0; t < tensors.size(); t++) {
            pair(tensors.get(t), saved.tensors.get(t), to, from);
        }
        Iterator<float[]> values = from.iterator();
        to.forEach(array -> System.arraycopy(values.next(), 0, array, 0, array.length));
    }

    private static void pair(
            Map<String, float[]> own,
            Map<String, float[]> saved,
            List<float[]> to,
            List<float[]> from) {
        if (!own.keySet().equals(saved.keySet())) {
            throw new IllegalArgumentException(
                    "The saved run remembers " + saved.keySet() + ", this one " + own.keySet());
        }
        own.forEach(
                (name, array) -> {
                    float[] values = saved.get(name);
                    if (values.length != array.length) {
                        throw new IllegalArgumentException(
                                "The saved \""
                                        + name
                                        + "\" has "
                                        + values.length
                                        + " values, not "
                                        + array.length);
                    }
                    to.add(array);
                    from.add(values);
                });
    }

    /**
     * Returns the same with arrays of its own.
     *
     * @return a deep copy
     */
    public RunState copy() {
        return new RunState(copy(shared), tensors.stream().map(RunState::copy).toList());
    }

    private static Map<String, float[]> copy(Map<String, float[]> arrays) {
        Map<String, float[]> copy = new LinkedHashMap<>();
        arrays.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }
}
