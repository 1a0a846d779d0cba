package org.djlcelo.eval.verify;

/**
 * How far a float32 program may be from the recordings, as their documentation suggests (sections 5
 * of the reference and 2 of the baselines).
 */
final class Tolerance {

    /** Accumulators, features, outputs and steps, relative to the array's maximum. */
    static final double ARRAY = 5e-6;

    /** The same for a tensor of one element, where normalisation leaves little but rounding. */
    static final double ARRAY_OF_ONE = 2e-5;

    /** η, relative, from recorded loss features. */
    static final double ETA = 1e-5;

    /** LSTM states from recorded features, relative to the largest; no figure is suggested. */
    static final double LSTM = 5e-5;

    /** Loss features, absolute, where the loss falls. */
    static final double LOSS_FEATURES = 5e-5;

    /** Running means of the loss, relative; the last digit of 1 - d is amplified. */
    static final double LOSS_MEANS = 5e-5;

    /** η, relative, from own loss features where the loss jumps or rises slowly. */
    static final double OWN_ETA = 2e-3;

    /** η, relative, from own loss features where these are well conditioned. */
    static final double OWN_ETA_WELL_CONDITIONED = 2e-5;

    /** Steps, features and outputs of the files with random weights, relative to the maximum. */
    static final double LEARNED_ARRAY = 2e-5;

    /** The parameter after a free run of 15 steps, relative to its maximum. */
    static final double LEARNED_FINAL = 2e-6;

    /** Accumulators of the files with random weights, relative to the maximum. */
    private static final double LEARNED_ACCUMULATOR = 5e-6;

    /** Displacements, in which the parameter's rounding shows. */
    private static final double DISPLACEMENT = 1e-4;

    /** Scores, which are recorded and computed in double precision. */
    static final double SCORE = 1e-12;

    /** Gradients of the small networks, relative to the maximum. */
    static final double GRADIENT = 1e-5;

    /** Schedules, relative to the highest rate. */
    static final double SCHEDULE = 1e-7;

    /** Steps of Shampoo with roots in double precision, relative to the largest step. */
    static final double SHAMPOO = 2e-4;

    /** A step of a hand-designed optimizer, relative to the largest parameter. */
    private static final double HAND_DESIGNED = 2e-6;

    /** The same for RAdam, whose ρ is a small difference of large numbers. */
    private static final double RADAM = 1e-3;

    private Tolerance() {}

    static double handDesigned(String name) {
        return name.equals("radam") ? RADAM : HAND_DESIGNED;
    }

    /** A quantity of a file with random weights, relative to the maximum of the array. */
    static double learned(String quantity) {
        return switch (quantity) {
            case "accumulators" -> LEARNED_ACCUMULATOR;
            case "displacement" -> DISPLACEMENT;
            case "lstm_input" -> LOSS_FEATURES;
            case "lstm_hidden", "lstm_cell", "controls", "step_mult" -> LSTM;
            case "loss_means", "loss_running_min", "loss_mean", "loss_var" -> LOSS_MEANS;
            default -> LEARNED_ARRAY;
        };
    }

    static double array(int elements) {
        return elements == 1 ? ARRAY_OF_ONE : ARRAY;
    }
}
