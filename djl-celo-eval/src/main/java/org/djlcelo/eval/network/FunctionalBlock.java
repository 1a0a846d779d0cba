package org.djlcelo.eval.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/** A block that declares all its parameters and is one function of them and its inputs. */
abstract class FunctionalBlock extends AbstractBlock {

    private final Shape outputShape;

    /** The output's shape is that of one batch as the task makes it. */
    FunctionalBlock(Shape outputShape) {
        this.outputShape = outputShape;
    }

    /**
     * Gives parameters their values during a forward pass.
     *
     * @param store has the values
     * @param device where they are to be
     * @param training whether a gradient will be asked for
     */
    record Values(ParameterStore store, Device device, boolean training) {

        NDArray of(Parameter parameter) {
            return store.getValue(parameter, device, training);
        }
    }

    abstract NDArray compute(Values values, NDList inputs);

    final Parameter weight(String name, Initializer initial, long... shape) {
        return parameter(name, Parameter.Type.WEIGHT, initial, shape);
    }

    final Parameter parameter(
            String name, Parameter.Type type, Initializer initial, long... shape) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optShape(new Shape(shape))
                        .optInitializer(initial)
                        .build());
    }

    /** A dense layer of [out, in] weights and a bias that starts at zero. */
    final Dense dense(String name, long in, long out, Distribution initial) {
        return new Dense(
                weight(name + "/weight", initial, out, in),
                parameter(name + "/bias", Parameter.Type.BIAS, Initializer.ZEROS, out),
                in,
                out);
    }

    /** A layer norm of the last axis; scale 1 and offset 0 at first. */
    final Norm norm(String name, long size, float epsilon) {
        return new Norm(
                parameter(name + "/scale", Parameter.Type.GAMMA, Initializer.ONES, size),
                parameter(name + "/offset", Parameter.Type.BETA, Initializer.ZEROS, size),
                epsilon);
    }

    /** {@inheritDoc} */
    @Override
    protected final NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(compute(new Values(store, inputs.head().getDevice(), training), inputs));
    }

    /** {@inheritDoc} */
    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape};
    }

    /** {@inheritDoc} */
    @Override
    protected final void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        // there are no children
    }
}
