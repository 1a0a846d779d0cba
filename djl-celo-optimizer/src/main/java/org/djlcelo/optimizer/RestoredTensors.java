package org.djlcelo.optimizer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Loaded state of tensors that were not updated yet.
 *
 * <p>A tensor's state is handed out to its copies on all devices, which come in the same step, and
 * forgotten with the next step, so that it isn't kept twice.
 */
final class RestoredTensors {

    private final Map<String, Map<String, float[]>> byId = new HashMap<>();
    private final Set<String> handedOut = new HashSet<>();

    void replace(Map<String, Map<String, float[]>> tensors) {
        byId.clear();
        handedOut.clear();
        byId.putAll(tensors);
    }

    void beginStep() {
        byId.keySet().removeAll(handedOut);
        handedOut.clear();
    }

    /** The state of a tensor, null if none was loaded. */
    Map<String, float[]> take(String id) {
        handedOut.add(id);
        return byId.get(id);
    }

    /** All that is still here, to be saved again. */
    Map<String, Map<String, float[]>> all() {
        return byId;
    }
}
