package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.DataException;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.Split;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.data.ImageParts;
import org.djlcelo.eval.network.Distribution;
import org.djlcelo.random.Key;

/**
 * A network on images.
 *
 * @param name the task's name
 * @param revision the revision of this definition
 * @param summary one line in words
 * @param dataSet the name of the data set
 * @param cut which part of it is trained on
 * @param pipeline what becomes of a stored image
 * @param inputShape the shape of a batch: [batch, pixels], [batch, 1, h, w] or [batch, h, w, 3]
 * @param objective what the network is to do
 * @param network creates the block
 */
record ImageTask(
        String name,
        int revision,
        String summary,
        String dataSet,
        ImageCut cut,
        ImagePipeline pipeline,
        Shape inputShape,
        Objective objective,
        Supplier<Block> network)
        implements EvalTask {

    /** {@inheritDoc} */
    @Override
    public Workload open(DataPlan plan) throws DataException {
        ImageParts parts = cut.of(plan, dataSet);
        FloatImages train = pipeline.apply(parts.train());
        Fit.check(name, parts, train.shape(), inputShape);
        if (objective == Objective.CLASSIFY) {
            Shape outputs = network.get().getOutputShapes(new Shape[] {inputShape})[0];
            Fit.checkClasses(name, parts, outputs.get(1));
        }
        return new Opened(
                this,
                DataUse.of(parts),
                train,
                parts.validation().map(pipeline::apply),
                pipeline.apply(parts.test()));
    }

    private record Opened(
            ImageTask task,
            List<DataUse> data,
            FloatImages train,
            Optional<FloatImages> validation,
            FloatImages test)
            implements Workload {

        @Override
        public Block newNetwork(Key key) {
            return Distribution.keyed(task.network.get(), key);
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
            return batches(split == Split.TRAIN ? train : test, key);
        }

        @Override
        public Optional<Batches> validationBatches(Key key) {
            return validation.map(images -> batches(images, key));
        }

        private Batches batches(FloatImages images, Key key) {
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
