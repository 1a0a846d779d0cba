package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.Split;
import org.djlcelo.random.Key;

/**
 * A network on images.
 *
 * @param name the task's name
 * @param revision the revision of this definition
 * @param summary one line in words
 * @param dataSet the name of the data set
 * @param pipeline what becomes of a stored image
 * @param inputShape the shape of a batch; {@code [batch, pixels]} or {@code [batch, 1, h, w]}
 * @param objective what the network is to do
 * @param network creates the block
 */
record ImageTask(
        String name,
        int revision,
        String summary,
        String dataSet,
        ImagePipeline pipeline,
        Shape inputShape,
        Objective objective,
        Supplier<Block> network)
        implements EvalTask {

    /** {@inheritDoc} */
    @Override
    public Workload open(DataSource source) throws DataException {
        ImageSet train = source.load(dataSet, Split.TRAIN);
        ImageSet test = source.load(dataSet, Split.TEST);
        return new Opened(
                this,
                List.of(DataUse.of(train), DataUse.of(test)),
                pipeline.apply(train),
                pipeline.apply(test));
    }

    private record Opened(ImageTask task, List<DataUse> data, FloatImages train, FloatImages test)
            implements Workload {

        @Override
        public Block newNetwork(Key key) {
            Block block = task.network.get();
            HaikuInitializer.applyTo(block, key);
            return block;
        }

        @Override
        public Shape[] inputShapes() {
            return new Shape[] {task.inputShape};
        }

        @Override
        public Loss newLoss() {
            return task.objective.newLoss();
        }

        @Override
        public Batches batches(Split split, Key key) {
            FloatImages images = split == Split.TRAIN ? train : test;
            int batchSize = Math.toIntExact(task.inputShape.get(0));
            return new ImageBatches(
                    images,
                    new BatchSampler(images.count(), batchSize, key),
                    task.inputShape,
                    task.objective);
        }

        @Override
        public Optional<Measure> measure() {
            return task.objective.measure();
        }
    }
}
