package org.djlcelo.eval.verify;

import java.util.Arrays;
import java.util.List;

/**
 * What of a recorded training can be asked of another program.
 *
 * <p>Rounding grows along a training, at a rate that was measured for each recording (section 5 of
 * its documentation): for some the losses stay together to the end, for others only their means can
 * be compared.
 *
 * @param quantity in words
 * @param tolerance the largest deviation
 * @param measure what is compared
 */
record TrajectoryCriterion(String quantity, double tolerance, Measure measure) {

    private static final int LAST = 50;

    /** Compares recorded and computed losses. */
    interface Measure {
        void compare(float[] recorded, float[] computed, Deviation deviation);
    }

    Deviation deviation(float[] recorded, float[] computed) {
        Deviation deviation = new Deviation();
        measure.compare(recorded, computed, deviation);
        return deviation;
    }

    /** The tolerance of the losses of the first 50 steps with recorded multipliers. */
    static double withRecordedEta(String fileName) {
        return fileName.contains("_conv_") ? 1e-3 : 1e-5;
    }

    /** What is asked of a free run. */
    static List<TrajectoryCriterion> freeRunning(String fileName) {
        if (fileName.contains("_celoadam_")) {
            return fileName.contains("_T2000")
                    ? List.of(losses(10, 1e-4), runMean(0.1))
                    : List.of(losses(10, 1e-5), losses(50, 1e-3));
        }
        if (fileName.contains("_quadratic_")) {
            return List.of(losses(50, 1e-5));
        }
        if (fileName.contains("_conv_")) {
            return List.of(lastMean(0.02));
        }
        return fileName.contains("_T2000") ? List.of(runMean(0.1)) : List.of(losses(200, 1e-4));
    }

    private static TrajectoryCriterion losses(int steps, double tolerance) {
        return new TrajectoryCriterion(
                "losses to step " + steps,
                tolerance,
                (recorded, computed, deviation) -> {
                    for (int i = 0; i < steps; i++) {
                        deviation.relative(recorded[i], computed[i]);
                    }
                });
    }

    private static TrajectoryCriterion lastMean(double tolerance) {
        return new TrajectoryCriterion(
                "mean of the last " + LAST + " losses",
                tolerance,
                (recorded, computed, deviation) ->
                        deviation.relative(
                                mean(recorded, recorded.length - LAST),
                                mean(computed, computed.length - LAST)));
    }

    private static TrajectoryCriterion runMean(double tolerance) {
        return new TrajectoryCriterion(
                "mean of all losses",
                tolerance,
                (recorded, computed, deviation) ->
                        deviation.relative(mean(recorded, 0), mean(computed, 0)));
    }

    private static float mean(float[] losses, int from) {
        double sum = 0;
        for (float loss : Arrays.copyOfRange(losses, from, losses.length)) {
            sum += loss;
        }
        return (float) (sum / (losses.length - from));
    }
}
