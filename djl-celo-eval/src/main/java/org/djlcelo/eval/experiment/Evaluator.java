package org.djlcelo.eval.experiment;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.Optional;
import org.djlcelo.eval.task.Batches;
import org.djlcelo.eval.task.Measure;
import org.djlcelo.eval.task.Workload;

/**
 * Measures a network on the next batches of a sequence.
 *
 * <p>Every evaluation takes new batches, as the reference does; they depend on the seed alone, so
 * all optimizers are measured on the same ones.
 */
final class Evaluator {

    private final Batches batches;
    private final Loss loss;
    private final Optional<Measure> measure;
    private long next;

    Evaluator(Workload workload, Batches batches) {
        this.batches = batches;
        loss = workload.newLoss();
        measure = workload.measure();
    }

    Result evaluate(Trainer trainer, int count) {
        double lossSum = 0;
        double measureSum = 0;
        for (int i = 0; i < count; i++) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                Batches.Batch batch = batches.get(manager, next++);
                NDList predictions = trainer.evaluate(batch.data());
                predictions.attach(manager);
                lossSum += loss.evaluate(batch.labels(), predictions).getFloat();
                if (measure.isPresent()) {
                    measureSum += measure.get().of(batch.labels(), predictions);
                }
            }
        }
        float meanMeasure = (float) (measureSum / count);
        return new Result((float) (lossSum / count), measure.map(m -> meanMeasure));
    }

    /**
     * Means over the batches.
     *
     * @param loss the loss
     * @param measure the task's measure, if it has one
     */
    record Result(float loss, Optional<Float> measure) {}
}
