package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** A parameter without a model, handed to an optimizer with any gradient. */
record Weight(String id, NDArray array) {

    static Weight of(NDManager manager, String id, Shape shape) {
        Random random = new Random(id.hashCode());
        NDArray array = manager.create(Toy.gaussian(random, (int) shape.size()), shape);
        array.setRequiresGradient(true);
        return new Weight(id, array);
    }

    float[] gradient(int seed) {
        return Toy.gaussian(new Random(1000L * seed + id.hashCode()), (int) array.size());
    }

    /**
     * Hands a gradient over as a trainer does: it lies in the engine's memory. Java's memory, where
     * arrays made of Java's numbers lie on a CPU, would go with the array, under views of it, too.
     */
    void update(LearnedOptimizer optimizer, float... gradient) {
        try (NDArray numbers = array.getManager().create(gradient, array.getShape());
                NDArray g = numbers.duplicate()) {
            optimizer.update(id, array, g);
        }
    }

    float[] values() {
        return array.toFloatArray();
    }
}
