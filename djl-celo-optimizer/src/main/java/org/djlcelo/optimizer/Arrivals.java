package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which parameters of those that move together have come in a step, and their arrays. */
final class Arrivals {

    private final List<String> ids;
    private final Map<String, Integer> places = new HashMap<>();

    /** In the order of the ids, null for those that didn't come yet. */
    private final List<NDArray> weights;

    private int arrived;

    Arrivals(List<String> ids) {
        this.ids = ids;
        for (String id : ids) {
            places.put(id, places.size());
        }
        weights = new ArrayList<>(Collections.nCopies(ids.size(), null));
    }

    /**
     * Notes a parameter.
     *
     * @return its place
     */
    int add(String id, NDArray weight) {
        int place = places.get(id);
        weights.set(place, weight);
        arrived++;
        return place;
    }

    boolean areAll() {
        return arrived == ids.size();
    }

    /** Whether some came and the step that they came in hasn't ended. */
    boolean arePending() {
        return arrived > 0;
    }

    /** The ids of those that didn't come. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (int place = 0; place < ids.size(); place++) {
            if (weights.get(place) == null) {
                missing.add(ids.get(place));
            }
        }
        return missing;
    }

    List<String> ids() {
        return ids;
    }

    /** The arrays in the order of the ids. */
    List<NDArray> weights() {
        return weights;
    }

    /** Ends the step. */
    void clear() {
        Collections.fill(weights, null);
        arrived = 0;
    }
}
