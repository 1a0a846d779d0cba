package org.djlcelo.lopt;

import java.util.List;

/**
 * Name and shape of one tensor of meta-parameters.
 *
 * @param name the name used by the reference implementation, parts joined with {@code /}
 * @param shape the lengths of the axes, every matrix as [in, out]; without the {@code param_inits}
 *     axis of length 1 that leads some tensors of the reference files
 */
public record TensorSpec(String name, List<Integer> shape) {

    /** Copies the shape, so that the record is immutable. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /**
     * Returns the number of values.
     *
     * @return the product of the shape
     */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
