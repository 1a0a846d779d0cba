package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which tensors make up a step: DJL hands them to an optimizer one by one and doesn't say which is
 * the last.
 *
 * @param byId what the step consists of, in the order in which a rule sees it
 */
record StepTensors(Map<String, Named> byId) {

    /**
     * One of the tensors.
     *
     * @param name what messages call it
     * @param shape its shape
     */
    record Named(String name, Shape shape) {}

    /** None are known. */
    static final StepTensors NONE = new StepTensors(Map.of());

    /** The block's parameters that are trained, looked up when the first of them is updated. */
    static Supplier<StepTensors> of(Block block) {
        return () -> {
            Map<String, Named> byId = new LinkedHashMap<>();
            for (Pair<String, Parameter> pair : block.getParameters()) {
                Parameter parameter = pair.getValue();
                if (parameter.isInitialized() && parameter.requiresGradient()) {
                    Shape shape = parameter.getArray().getShape();
                    byId.put(parameter.getId(), new Named(pair.getKey(), shape));
                }
            }
            // nothing to move, and no mean to take
            byId.values().removeIf(tensor -> tensor.shape().size() == 0);
            return new StepTensors(byId);
        };
    }

    /** Tensors of a loop that has no block. */
    static Supplier<StepTensors> of(Map<String, Shape> shapes) {
        Map<String, Named> byId = new LinkedHashMap<>();
        shapes.forEach((id, shape) -> byId.put(id, new Named(id, shape)));
        return () -> new StepTensors(byId);
    }

    /** The tensors of one shape that a tensor is one of; itself alone if it isn't known. */
    List<String> alike(String id, Shape shape) {
        if (!byId.containsKey(id)) {
            return List.of(id);
        }
        return byId.entrySet().stream()
                .filter(tensor -> tensor.getValue().shape().equals(shape))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The ids in order. */
    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** What messages call tensors. */
    Set<String> names(Set<String> ids) {
        return ids.stream()
                .map(id -> byId.get(id).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
