package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.djlcelo.kernel.NDArrayNetwork;
import org.djlcelo.kernel.NDArrayRule;
import org.djlcelo.kernel.NDArrayTensorState;

/** Celo's accumulators of the tensors of an {@link ArrayRun}, and its step with them. */
final class ArrayAccumulators {

    private final List<NDArrayTensorState> states;

    ArrayAccumulators(NDManager manager, RunPlan plan) {
        states =
                plan.tensors().stream()
                        .map(layout -> new NDArrayTensorState(manager, layout, 1))
                        .toList();
    }

    NDArrayTensorState of(int tensor) {
        return states.get(tensor);
    }

    /**
     * Moves a tensor's accumulators and computes its step.
     *
     * @param p [size]
     * @param g [size]
     * @param skip [1], or null
     * @param eta a scalar, or [1]
     * @return [size]
     */
    NDArray step(
            int tensor,
            NDArrayRule rule,
            NDArrayNetwork network,
            NDArray p,
            NDArray g,
            NDArray skip,
            NDArray eta) {
        NDArrayTensorState state = states.get(tensor);
        Shape shape = state.stack(1);
        NDArray clipped = rule.clipped(g.reshape(shape));
        rule.accumulate(state, clipped, skip);
        return rule.step(state, network, p.reshape(shape), clipped, eta).reshape(p.getShape());
    }

    /** Copies for each tensor by name. */
    List<Map<String, float[]>> read() {
        return states.stream().map(state -> state.read(0)).toList();
    }

    void write(List<Map<String, float[]>> saved) {
        IntStream.range(0, states.size()).forEach(t -> states.get(t).write(0, saved.get(t)));
    }
}
