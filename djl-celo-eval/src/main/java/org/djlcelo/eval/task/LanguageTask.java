package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.djlcelo.data.DataException;
import org.djlcelo.data.Split;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.data.TokenParts;
import org.djlcelo.eval.data.TokenRecords;
import org.djlcelo.eval.network.Distribution;
import org.djlcelo.random.Key;

/**
 * A network that predicts the next token.
 *
 * @param name the task's name
 * @param revision the revision of this definition
 * @param summary one line in words
 * @param dataSet the name of the text
 * @param batch sequences of a batch
 * @param length tokens that the network sees of a sequence
 * @param inputs what it gets beside them
 * @param network creates the block
 */
record LanguageTask(
        String name,
        int revision,
        String summary,
        String dataSet,
        int batch,
        int length,
        TokenInputs inputs,
        Supplier<Block> network)
        implements EvalTask {

    /** {@inheritDoc} */
    @Override
    public Workload open(DataPlan plan) throws DataException {
        TokenParts parts = plan.tokens(dataSet, length + 1);
        for (TokenRecords part : List.of(parts.train(), parts.validation(), parts.test())) {
            if (part.count() < batch) {
                throw new DataException(
                        "The text \""
                                + parts.name()
                                + "\" is too short for "
                                + name
                                + ": a part of it has "
                                + part.count()
                                + " sequences and a batch takes "
                                + batch
                                + ".");
            }
        }
        return new Opened(this, parts);
    }

    private record Opened(LanguageTask task, TokenParts parts) implements Workload {

        @Override
        public List<DataUse> data() {
            return DataUse.of(parts);
        }

        @Override
        public Block newNetwork(Key key) {
            return Distribution.keyed(task.network.get(), key);
        }

        @Override
        public Shape[] inputShapes() {
            return new Shape[] {new Shape(task.batch, task.length)};
        }

        @Override
        public Loss newLoss() {
            return new SequenceCrossEntropy();
        }

        @Override
        public Batches batches(Split split, Key key) {
            return batches(split == Split.TRAIN ? parts.train() : parts.test(), key);
        }

        @Override
        public Optional<Batches> validationBatches(Key key) {
            return Optional.of(batches(parts.validation(), key));
        }

        private Batches batches(TokenRecords records, Key key) {
            return new TokenBatches(records, task.batch, task.inputs, key);
        }

        @Override
        public Optional<Measure> measure() {
            return Optional.empty();
        }
    }
}
