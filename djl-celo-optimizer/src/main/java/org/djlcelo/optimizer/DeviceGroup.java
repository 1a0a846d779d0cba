package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of one shape on one device, which are updated with the last of their calls in a step:
 * what one set of operations serves. Often there is only one.
 */
final class DeviceGroup {

    private final OneDevice device;
    private final Shape shape;
    private final DeviceTensors tensors;
    private final Arrivals arrivals;

    /** Of this step's calls, null for those that didn't come yet. */
    private final List<NDArray> gradients;

    /**
     * Creates state for parameters.
     *
     * @param saved the state of those that had one, by id
     */
    DeviceGroup(OneDevice device, Shape shape, List<String> ids, RestoredTensors saved) {
        this.device = device;
        this.shape = shape;
        arrivals = new Arrivals(ids);
        List<Map<String, float[]>> states = new ArrayList<>();
        ids.forEach(id -> states.add(saved.take(id)));
        tensors = device.create(shape, states);
        gradients = new ArrayList<>(Collections.nCopies(ids.size(), null));
    }

    /**
     * Takes a parameter's call.
     *
     * @return whether it was the last of the step
     */
    boolean take(String id, NDArray weight, NDArray gradient) {
        int member = arrivals.add(id, weight);
        // DJL closes the gradient that it hands over after the call
        gradients.set(member, isAlone() ? gradient : device.kept(gradient));
        return arrivals.areAll();
    }

    private boolean isAlone() {
        return gradients.size() == 1;
    }

    /**
     * Updates all and zeroes their gradients.
     *
     * @return a scalar on the device, how many were skipped; the caller closes it
     */
    NDArray update(float decay) {
        NDList weights = new NDList(arrivals.weights());
        NDArray skipped = tensors.update(weights, new NDList(gradients), device.eta(), decay);
        weights.forEach(Gradients::zero);
        if (!isAlone()) {
            gradients.forEach(NDArray::close);
        }
        Collections.fill(gradients, null);
        arrivals.clear();
        return skipped;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Shape shape() {
        return shape;
    }

    /** The state of each by id, read back. */
    Map<String, Map<String, float[]>> read() {
        Map<String, Map<String, float[]>> states = new LinkedHashMap<>();
        for (String id : arrivals.ids()) {
            states.put(id, tensors.read(states.size()));
        }
        return states;
    }
}
