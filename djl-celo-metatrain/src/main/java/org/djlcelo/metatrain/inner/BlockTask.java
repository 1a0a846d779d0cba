package org.djlcelo.metatrain.inner;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * Any DJL block with a loss and a data set as an inner task, on the CPU.
 *
 * <p>Slower than the tasks in Java: every step goes through the engine, and as DJL allows one
 * gradient collector per JVM, threads wait for each other. The whole data set is kept in memory.
 *
 * <p>Initial weights are drawn here, so that they depend on the key alone: truncated normal times
 * 1/sqrt(fan_in), γ is 1, everything else 0. Parameters without gradient, like the running means of
 * a batch norm, are left at 0, which matters to no training step.
 */
public final class BlockTask implements InnerTask {

    /** Losses count at most this many times the initial one. */
    private static final double CLIP = 1.5;

    /** Initialisations that the initial loss is measured with. */
    private static final int MEASURED = 4;

    private final String name;
    private final Supplier<Block> block;
    private final Loss loss;
    private final Shape[] inputShapes;
    private final BlockData data;
    private final BatchSampler sampler;
    private final int batchSize;
    private final List<Parameter> shapes;
    private final List<TensorLayout> layouts;
    private final double largestLoss;

    BlockTask(BlockTaskBuilder builder) throws IOException, TranslateException {
        name = builder.name;
        block = builder.block;
        loss = builder.loss;
        inputShapes = builder.inputShapes;
        batchSize = builder.batchSize;
        data = BlockData.of(builder.dataset);
        sampler = new BatchSampler(data.count(), batchSize, Key.of(builder.seed).with(name));
        try (BlockGradient first = new BlockGradient(this)) {
            shapes = first.parameters();
            layouts =
                    shapes.stream()
                            .map(p -> TensorLayout.of(p.getShape().getShape(), AxisOrder.DJL))
                            .toList();
            largestLoss = builder.largestLoss > 0 ? builder.largestLoss : CLIP * initialLoss(first);
        }
        if (!(largestLoss > 0) || Double.isInfinite(largestLoss)) {
            throw new IllegalArgumentException(
                    "The initial loss of "
                            + name
                            + " is not a positive number; say with optLargestLoss what a bad loss"
                            + " is.");
        }
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static BlockTaskBuilder builder() {
        return new BlockTaskBuilder();
    }

    private double initialLoss(BlockGradient gradient) {
        float[][] parameters = Episodes.tensors(layouts);
        float[][] gradients = Episodes.tensors(layouts);
        return IntStream.range(0, MEASURED)
                .mapToDouble(
                        i -> {
                            initialise(Key.of(i).random(), parameters);
                            return gradient.evaluate(parameters, i, gradients);
                        })
                .average()
                .orElseThrow();
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public List<TensorLayout> layouts() {
        return layouts;
    }

    /** {@inheritDoc} */
    @Override
    public void initialise(KeyedRandom random, float[][] parameters) {
        for (int t = 0; t < parameters.length; t++) {
            Parameter parameter = shapes.get(t);
            float[] values = parameters[t];
            switch (parameter.getType()) {
                case WEIGHT -> {
                    Shape shape = parameter.getShape();
                    double fanIn = (double) shape.size() / shape.get(0);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (random.nextTruncatedGaussian() / Math.sqrt(fanIn));
                    }
                }
                case GAMMA -> Arrays.fill(values, 1);
                default -> Arrays.fill(values, 0);
            }
        }
    }

    /** {@inheritDoc} Clipped to [0, largest loss]; non-finite counts as the upper end. */
    @Override
    public double normalise(double value) {
        return Double.isFinite(value) ? Math.max(0, Math.min(largestLoss, value)) : largestLoss;
    }

    /** {@inheritDoc} */
    @Override
    public LossGradient newLossGradient() {
        return new BlockGradient(this);
    }

    Block newBlock() {
        return block.get();
    }

    Loss loss() {
        return loss;
    }

    Shape[] inputShapes() {
        return inputShapes.clone();
    }

    BlockData data() {
        return data;
    }

    /** The samples of a batch. */
    long[] samples(long batch) {
        int[] indices = new int[batchSize];
        sampler.indices(batch, indices);
        return Arrays.stream(indices).asLongStream().toArray();
    }
}
