package org.djlcelo.optimizer;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A block that is nothing but its parameters, for loops that make gradients up. */
final class Parameters extends AbstractBlock {

    private final List<Weight> weights = new ArrayList<>();

    private Parameters() {}

    static Parameters of(NDManager manager, Shape... shapes) {
        Parameters block = new Parameters();
        for (Shape shape : shapes) {
            String name = "p" + block.weights.size();
            Parameter parameter =
                    block.addParameter(
                            Parameter.builder()
                                    .setName(name)
                                    .setType(Parameter.Type.WEIGHT)
                                    .build());
            Weight named = Weight.of(manager, name, shape);
            parameter.setArray(named.array());
            // the block's id, with values that depend on the name alone
            block.weights.add(new Weight(parameter.getId(), named.array()));
        }
        return block;
    }

    List<Weight> weights() {
        return weights;
    }

    /** Updates all parameters, or the first of them, with gradients that depend on their places. */
    void step(LearnedOptimizer optimizer, int step, int count) {
        optimizer.observe(1f / step);
        for (int i = 0; i < count; i++) {
            Weight weight = weights.get(i);
            weight.update(optimizer, gradient(step, i));
        }
    }

    /** As {@link Weight#gradient}, whose id is another in every process. */
    float[] gradient(int step, int i) {
        int size = (int) weights.get(i).array().size();
        return Toy.gaussian(new Random(1000L * step + i), size);
    }

    List<float[]> values() {
        return weights.stream().map(Weight::values).toList();
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return inputs;
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
