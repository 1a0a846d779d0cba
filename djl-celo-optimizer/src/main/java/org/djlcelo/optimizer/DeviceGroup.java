package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Parameters of one shape on one device, which are updated with the last of their calls in a step:
 * what one set of operations serves. Often there is only one.
 */
final class DeviceGroup {

    private final OneDevice device;
    private final Shape shape;
    private final List<String> ids;
    private final DeviceTensors tensors;

    /** Parameters and gradients of this step's calls, null for those that didn't come yet. */
    private final List<NDArray> weights;

    private final List<NDArray> gradients;
    private int arrived;

    /**
     * Creates state for parameters.
     *
     * @param saved the state of those that had one, by id
     */
    DeviceGroup(OneDevice device, Shape shape, List<String> ids, RestoredTensors saved) {
        this.device = device;
        this.shape = shape;
        this.ids = ids;
        List<Map<String, float[]>> states = new ArrayList<>();
        ids.forEach(id -> states.add(saved.take(id)));
        tensors = device.create(shape, states);
        weights = new ArrayList<>(Collections.nCopies(ids.size(), null));
        gradients = new ArrayList<>(Collections.nCopies(ids.size(), null));
    }

    /**
     * Takes a parameter's call.
     *
     * @return whether it was the last of the step
     */
    boolean take(String id, NDArray weight, NDArray gradient) {
        int member = ids.indexOf(id);
        weights.set(member, weight);
        // DJL closes the gradient that it hands over after the call
        gradients.set(member, ids.size() == 1 ? gradient : device.kept(gradient));
        arrived++;
        return arrived == ids.size();
    }

    /**
     * Updates all and zeroes their gradients.
     *
     * @return a scalar on the device, how many were skipped; the caller closes it
     */
    NDArray update(float decay) {
        NDArray skipped =
                tensors.update(new NDList(weights), new NDList(gradients), device.eta(), decay);
        weights.forEach(Gradients::zero);
        if (ids.size() > 1) {
            gradients.forEach(NDArray::close);
        }
        Collections.fill(weights, null);
        Collections.fill(gradients, null);
        arrived = 0;
        return skipped;
    }

    /** Those that a step has left out although others came, empty if none did. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        if (arrived > 0) {
            for (int member = 0; member < ids.size(); member++) {
                if (weights.get(member) == null) {
                    missing.add(ids.get(member));
                }
            }
        }
        return missing;
    }

    Shape shape() {
        return shape;
    }

    /** The state of each by id, read back. */
    Map<String, Map<String, float[]>> read() {
        Map<String, Map<String, float[]>> states = new LinkedHashMap<>();
        for (int member = 0; member < ids.size(); member++) {
            states.put(ids.get(member), tensors.read(member));
        }
        return states;
    }
}
