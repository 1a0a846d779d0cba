package org.djlcelo.metatrain.inner;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.dataset.RandomAccessDataset;
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

    private BlockTask(Builder builder) throws IOException, TranslateException {
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
    public static Builder builder() {
        return new Builder();
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

    /** Builds a task. */
    public static final class Builder {

        private String name;
        private Supplier<Block> block;
        private Loss loss;
        private RandomAccessDataset dataset;
        private Shape[] inputShapes;
        private int batchSize = 64;
        private double largestLoss;
        private long seed;

        private Builder() {}

        /**
         * Sets the task's name, for metrics.
         *
         * @param value the name, different from those of other tasks
         * @return this builder
         */
        public Builder setName(String value) {
            name = value;
            return this;
        }

        /**
         * Sets what is trained.
         *
         * @param value makes a new block, always of the same shape
         * @return this builder
         */
        public Builder setBlock(Supplier<Block> value) {
            block = value;
            return this;
        }

        /**
         * Sets the training loss.
         *
         * @param value the loss, mean over the samples of a batch
         * @return this builder
         */
        public Builder setLoss(Loss value) {
            loss = value;
            return this;
        }

        /**
         * Sets the training data.
         *
         * @param value the data set, at least a batch long; its own batches and order don't count
         * @return this builder
         */
        public Builder setDataset(RandomAccessDataset value) {
            dataset = value;
            return this;
        }

        /**
         * Sets the shapes of the block's inputs.
         *
         * @param value one shape per input, with 1 for the batch
         * @return this builder
         */
        public Builder setInputShapes(Shape... value) {
            inputShapes = value.clone();
            return this;
        }

        /**
         * Sets the samples of a batch.
         *
         * @param value at least 1; 64 by default
         * @return this builder
         */
        public Builder optBatchSize(int value) {
            batchSize = value;
            return this;
        }

        /**
         * Sets what a loss counts at most in the meta-objective, so that one diverged run does not
         * drown all others.
         *
         * @param value greater than 0; 1.5 times the initial loss by default
         * @return this builder
         */
        public Builder optLargestLoss(double value) {
            largestLoss = value;
            return this;
        }

        /**
         * Sets the seed of the order of samples.
         *
         * @param value the seed
         * @return this builder
         */
        public Builder optSeed(long value) {
            seed = value;
            return this;
        }

        /**
         * Builds the task and reads its data.
         *
         * @return the task
         * @throws IOException if the data set can't be prepared
         * @throws TranslateException if a sample can't be processed
         * @throws IllegalStateException if something required is missing
         */
        public BlockTask build() throws IOException, TranslateException {
            if (name == null
                    || block == null
                    || loss == null
                    || dataset == null
                    || inputShapes == null) {
                throw new IllegalStateException(
                        "A task needs setName, setBlock, setLoss, setDataset and setInputShapes.");
            }
            return new BlockTask(this);
        }
    }
}
