package org.djlcelo.metatrain.inner;

import org.djlcelo.random.Key;

/** One training run of an inner task from beginning to end, as it is judged. */
public final class InnerRun {

    /** Batches that the final loss is averaged over. */
    public static final int FINAL_BATCHES = 32;

    /** Batch numbers far apart, so that runs of different seeds see different data. */
    private static final long BATCHES_APART = 1L << 20;

    private InnerRun() {}

    /**
     * What a run came to, losses normalised by the task.
     *
     * @param mean the mean over all steps of the loss before the step
     * @param last the mean loss of the final parameters on {@value #FINAL_BATCHES} training batches
     */
    public record Losses(double mean, double last) {}

    /**
     * Trains.
     *
     * @param task what is trained
     * @param optimizer what trains it
     * @param steps the number of steps
     * @param key the random stream of initial parameters and batches
     * @return the losses
     */
    public static Losses of(InnerTask task, InnerOptimizer optimizer, int steps, Key key) {
        float[][] parameters = Episodes.tensors(task.layouts());
        float[][] gradients = Episodes.tensors(task.layouts());
        task.initialise(key.with("parameters").random(), parameters);
        optimizer.restart(steps);
        LossGradient lossGradient = task.newLossGradient();
        long firstBatch = key.with("batches").random().nextInt(1 << 20) * BATCHES_APART;
        double mean = 0;
        for (int step = 0; step < steps; step++) {
            double loss = lossGradient.evaluate(parameters, firstBatch + step, gradients);
            optimizer.update((float) loss, parameters, gradients);
            mean += task.normalise(loss) / steps;
        }
        double last = 0;
        for (int b = 0; b < FINAL_BATCHES; b++) {
            double loss = lossGradient.evaluate(parameters, firstBatch + steps + b, gradients);
            last += task.normalise(loss) / FINAL_BATCHES;
        }
        return new Losses(mean, last);
    }
}
