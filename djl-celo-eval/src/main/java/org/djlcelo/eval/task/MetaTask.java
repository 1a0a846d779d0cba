package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.data.ImageParts;
import org.djlcelo.eval.network.AdafacTraining;
import org.djlcelo.eval.network.Distribution;
import org.djlcelo.random.Key;

/**
 * Training a learned optimizer, Adafac-MLP, by the loss of a small network that it trains.
 *
 * @param name the task's name
 * @param revision the revision of this definition
 * @param summary one line in words
 * @param dataSet what the small network is trained on
 * @param batch images of a batch of the small network
 * @param innerSteps steps that it is trained for
 */
record MetaTask(
        String name, int revision, String summary, String dataSet, int batch, int innerSteps)
        implements EvalTask {

    private static final ImagePipeline GREY_8X8 = new ImagePipeline(8, 8, Colour.GREY);

    /** {@inheritDoc} */
    @Override
    public Workload open(DataPlan plan) throws DataException {
        ImageParts parts = plan.images(dataSet);
        FloatImages train = GREY_8X8.apply(parts.train());
        Fit.check(name, parts, train.shape(), new Shape(batch, AdafacTraining.PIXELS));
        Fit.checkClasses(name, parts, AdafacTraining.CLASSES);
        return new Opened(
                this,
                DataUse.of(parts),
                train,
                parts.validation().map(GREY_8X8::apply),
                GREY_8X8.apply(parts.test()));
    }

    private record Opened(
            MetaTask task,
            List<DataUse> data,
            FloatImages train,
            Optional<FloatImages> validation,
            FloatImages test)
            implements Workload {

        @Override
        public Block newNetwork(Key key) {
            return Distribution.keyed(new AdafacTraining(), key);
        }

        @Override
        public Shape[] inputShapes() {
            return new Shape[] {new Shape(AdafacTraining.INNER_PARAMETERS)};
        }

        @Override
        public Loss newLoss() {
            return new OutputLoss();
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
            return new MetaBatches(images, task.batch, task.innerSteps, key);
        }

        @Override
        public Optional<Measure> measure() {
            return Optional.empty();
        }
    }
}
