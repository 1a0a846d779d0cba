package org.djlcelo.metatrain.inner;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.function.Supplier;

/** Builds a {@link BlockTask}. */
public final class BlockTaskBuilder {

    String name;
    Supplier<Block> block;
    Loss loss;
    RandomAccessDataset dataset;
    Shape[] inputShapes;
    int batchSize = 64;
    double largestLoss;
    long seed;

    BlockTaskBuilder() {}

    /**
     * Sets the task's name, for metrics.
     *
     * @param value the name, different from those of other tasks
     * @return this builder
     */
    public BlockTaskBuilder setName(String value) {
        name = value;
        return this;
    }

    /**
     * Sets what is trained.
     *
     * @param value makes a new block, always of the same shape
     * @return this builder
     */
    public BlockTaskBuilder setBlock(Supplier<Block> value) {
        block = value;
        return this;
    }

    /**
     * Sets the training loss.
     *
     * @param value the loss, mean over the samples of a batch
     * @return this builder
     */
    public BlockTaskBuilder setLoss(Loss value) {
        loss = value;
        return this;
    }

    /**
     * Sets the training data.
     *
     * @param value the data set, at least a batch long; its own batches and order don't count
     * @return this builder
     */
    public BlockTaskBuilder setDataset(RandomAccessDataset value) {
        dataset = value;
        return this;
    }

    /**
     * Sets the shapes of the block's inputs.
     *
     * @param value one shape per input, with 1 for the batch
     * @return this builder
     */
    public BlockTaskBuilder setInputShapes(Shape... value) {
        inputShapes = value.clone();
        return this;
    }

    /**
     * Sets the samples of a batch.
     *
     * @param value at least 1; 64 by default
     * @return this builder
     */
    public BlockTaskBuilder optBatchSize(int value) {
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
    public BlockTaskBuilder optLargestLoss(double value) {
        largestLoss = value;
        return this;
    }

    /**
     * Sets the seed of the order of samples.
     *
     * @param value the seed
     * @return this builder
     */
    public BlockTaskBuilder optSeed(long value) {
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
