package org.djlcelo.metatrain.inner;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Loss and gradient of a {@link BlockTask}, by the engine. */
final class BlockGradient implements LossGradient, AutoCloseable {

    /** DJL allows one gradient collector per JVM. */
    private static final Object COLLECTOR = new Object();

    private final BlockTask task;
    private final NDManager manager = NDManager.newBaseManager();
    private final Block block;
    private final List<Parameter> parameters;

    BlockGradient(BlockTask task) {
        this.task = task;
        block = task.newBlock();
        // values are written before every step, but a parameter can't be made without one
        block.setInitializer(Initializer.ZEROS, parameter -> true);
        block.initialize(manager, DataType.FLOAT32, task.inputShapes());
        parameters =
                block.getParameters().values().stream()
                        .filter(Parameter::requiresGradient)
                        .toList();
        parameters.forEach(parameter -> parameter.getArray().setRequiresGradient(true));
    }

    List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double evaluate(float[][] values, long batch, float[][] gradients) {
        synchronized (COLLECTOR) {
            for (int t = 0; t < values.length; t++) {
                shared(parameters.get(t).getArray()).put(values[t]);
            }
            double loss = backward(task.samples(batch));
            for (int t = 0; t < gradients.length; t++) {
                try (NDArray gradient = parameters.get(t).getArray().getGradient()) {
                    FloatBuffer buffer = shared(gradient);
                    buffer.get(0, gradients[t]);
                    // the engine would add the next gradient to this one
                    buffer.put(new float[gradients[t].length]);
                }
            }
            return loss;
        }
    }

    private double backward(long[] samples) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector =
                        Engine.getEngine(step.getEngine().getEngineName()).newGradientCollector()) {
            NDList inputs = task.data().inputs(step, samples);
            NDList labels = task.data().labels(step, samples);
            inputs.attach(step);
            NDList outputs = block.forward(new ParameterStore(manager, false), inputs, true);
            outputs.attach(step);
            NDArray loss = task.loss().evaluate(labels, outputs);
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** The memory of an array on the CPU itself. */
    private static FloatBuffer shared(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
        manager.close();
    }
}
