package org.djlcelo.metatrain.inner;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.djlcelo.random.Key;

/** One training run of an inner task from beginning to end, as it is judged. */
public final class InnerRun {

    /** Batches that the final loss is averaged over. */
    public static final int FINAL_BATCHES = 32;

    /** Batch numbers far apart, so that runs of different seeds see different data. */
    private static final long BATCHES_APART = 1L << 20;

    private InnerRun() {}

    /** Steps that one point of a curve is the mean of. */
    public static final int STRETCH = 10;

    /** How much of a smoothed curve's point comes from the one before. */
    private static final double SMOOTHING = 0.9;

    /**
     * What a run came to, losses normalised by the task.
     *
     * @param mean the mean over all steps of the loss before the step
     * @param last the mean loss of the final parameters on {@value #FINAL_BATCHES} training batches
     * @param curve the mean loss of each {@value #STRETCH} steps, smoothed as the paper's curves:
     *     {@code x(k+1) = 0.9 x(k) + 0.1 l(k+1)}
     */
    public record Losses(double mean, double last, double[] curve) {

        /**
         * Returns the step at which the smoothed curve was first as low as a level.
         *
         * @param level a loss
         * @return the last step of the first such stretch, or empty if there is none
         */
        public OptionalInt firstAtMost(double level) {
            return IntStream.range(0, curve.length)
                    .filter(k -> curve[k] <= level)
                    .map(k -> (k + 1) * STRETCH)
                    .findFirst();
        }
    }

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
        double[] curve = new double[(steps + STRETCH - 1) / STRETCH];
        for (int step = 0; step < steps; step++) {
            double loss = lossGradient.evaluate(parameters, firstBatch + step, gradients);
            optimizer.update((float) loss, parameters, gradients);
            double normalised = task.normalise(loss);
            mean += normalised / steps;
            int stretch = step / STRETCH;
            curve[stretch] += normalised / Math.min(STRETCH, steps - stretch * STRETCH);
        }
        for (int k = 1; k < curve.length; k++) {
            curve[k] = SMOOTHING * curve[k - 1] + (1 - SMOOTHING) * curve[k];
        }
        double last = 0;
        for (int b = 0; b < FINAL_BATCHES; b++) {
            double loss = lossGradient.evaluate(parameters, firstBatch + steps + b, gradients);
            last += task.normalise(loss) / FINAL_BATCHES;
        }
        return new Losses(mean, last, curve);
    }
}
