package org.djlcelo.eval.campaign;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.djlcelo.data.Split;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.task.Batches;
import org.djlcelo.eval.task.DataUse;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Measure;
import org.djlcelo.eval.task.Workload;
import org.djlcelo.random.Key;

/**
 * Opens tasks and keeps the data of the one that was used last: those of a whole suite may be more
 * than fits into memory, and runs of one task come one after the other.
 */
public final class TaskShelf {

    private final DataPlan data;
    private EvalTask inHand;
    private Workload workload;

    /**
     * Creates a shelf.
     *
     * @param data where data sets come from and what stands in for them
     */
    public TaskShelf(DataPlan data) {
        this.data = data;
    }

    /**
     * Opens a task.
     *
     * @param task the task
     * @return the task with what its data are; they are loaded again when they are needed
     * @throws UserException if a data set is missing or damaged
     */
    public OpenTask open(EvalTask task) {
        Workload opened = take(task);
        return new OpenTask(task, new Shelved(this, task, opened.data(), opened.measure()));
    }

    private synchronized Workload take(EvalTask task) {
        if (inHand == null || !inHand.name().equals(task.name())) {
            try {
                workload = task.open(data);
                inHand = task;
            } catch (DataException e) {
                throw new UserException(e.getMessage(), e);
            }
        }
        return workload;
    }

    /** Knows what its data are without having them. */
    record Shelved(TaskShelf shelf, EvalTask task, List<DataUse> data, Optional<Measure> measure)
            implements Workload {

        @Override
        public Block newNetwork(Key key) {
            return shelf.take(task).newNetwork(key);
        }

        @Override
        public Shape[] inputShapes() {
            return shelf.take(task).inputShapes();
        }

        @Override
        public Loss newLoss() {
            return shelf.take(task).newLoss();
        }

        @Override
        public Batches batches(Split split, Key key) {
            return shelf.take(task).batches(split, key);
        }

        @Override
        public Optional<Batches> validationBatches(Key key) {
            return shelf.take(task).validationBatches(key);
        }
    }
}
