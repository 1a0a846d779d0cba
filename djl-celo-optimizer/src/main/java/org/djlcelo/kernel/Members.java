package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Tensors of one shape as one array, whose first axis goes from tensor to tensor: a stack for one
 * set of operations. A single tensor is never copied into one.
 */
public final class Members {

    private Members() {}

    /**
     * Detaches arrays, because in-place changes of a trainable array are refused on some threads.
     *
     * @param parameters the arrays
     * @return views of them that no gradient belongs to
     */
    public static NDList detached(NDList parameters) {
        return new NDList(parameters.stream().map(NDArray::stopGradient).toList());
    }

    /**
     * Stacks arrays.
     *
     * @param arrays the arrays
     * @param shape the stack's shape, the number of arrays first
     * @return the stack; of a single array a view
     */
    public static NDArray stack(NDList arrays, Shape shape) {
        NDArray all = arrays.size() == 1 ? arrays.get(0) : NDArrays.stack(arrays);
        return all.reshape(shape);
    }

    /**
     * Subtracts from each array its part of a stack: one operation for each.
     *
     * @param targets the arrays, changed in place
     * @param steps the stack
     */
    public static void subtract(NDList targets, NDArray steps) {
        for (int member = 0; member < targets.size(); member++) {
            NDArray target = targets.get(member);
            target.subi(steps.get(member).reshape(target.getShape()));
        }
    }

    /**
     * Chooses for each of them.
     *
     * @param conditions one for each
     * @param yes what is taken where it is true, of any shape that broadcasts
     * @param no what is taken elsewhere; its shape is the result's
     * @return the choice
     */
    public static NDArray choose(NDArray conditions, NDArray yes, NDArray no) {
        Shape shape = no.getShape();
        long[] first = new long[shape.dimension()];
        Arrays.fill(first, 1);
        first[0] = shape.get(0);
        NDArray condition = conditions.reshape(first).broadcast(shape);
        return NDArrays.where(condition, yes.broadcast(shape), no);
    }

    /**
     * Counts those of which something is true.
     *
     * @param conditions one for each, of any shape
     * @return a scalar
     */
    public static NDArray count(NDArray conditions) {
        NDArray numbers = conditions.toType(DataType.FLOAT32, true);
        return numbers.size() == 1 ? numbers.reshape(new Shape()) : numbers.sum();
    }
}
