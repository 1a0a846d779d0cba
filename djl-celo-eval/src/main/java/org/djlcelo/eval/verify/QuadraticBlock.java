package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The recorded quadratic: ½·mean(a·(x−b)²) + ½·mean(D·(Y−C)²) of the parameters x and Y. Its input
 * is the list of constants a, b, C, D; its output is the loss.
 */
final class QuadraticBlock extends AbstractBlock {

    private final Parameter x;
    private final Parameter y;

    @SuppressWarnings("this-escape")
    QuadraticBlock(Shape xShape, Shape yShape) {
        x = addParameter(parameter("x", xShape));
        y = addParameter(parameter("Y", yShape));
    }

    private static Parameter parameter(String name, Shape shape) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(shape)
                .build();
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList constants,
            boolean training,
            PairList<String, Object> params) {
        NDArray a = constants.get(0);
        NDArray xs = parameterStore.getValue(x, a.getDevice(), training);
        NDArray ys = parameterStore.getValue(y, a.getDevice(), training);
        NDArray first = halfMean(a, xs.sub(constants.get(1)));
        NDArray second = halfMean(constants.get(3), ys.sub(constants.get(2)));
        return new NDList(first.add(second));
    }

    private static NDArray halfMean(NDArray weight, NDArray difference) {
        // halved where nothing is differentiated: backward would read the number's freed memory
        return weight.mul(0.5f).mul(difference.square()).mean();
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape()};
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        // there are no children
    }
}
