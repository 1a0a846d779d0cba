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

    void update(LearnedOptimizer optimizer, float... gradient) {
        try (NDArray g = array.getManager().create(gradient, array.getShape())) {
            optimizer.update(id, array, g);
        }
    }

    float[] values() {
        return array.toFloatArray();
    }
}
