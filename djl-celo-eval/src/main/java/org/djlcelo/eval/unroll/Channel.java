package org.djlcelo.eval.unroll;

/**
 * The 28 features of a parameter.
 *
 * <p>Those with a value of their own per parameter are channels of {@link TensorPass}, in this
 * order; F is the {@link TensorStatistics factor} of the factored features:
 *
 * <pre>
 * g  p  m  v  m/√v  1/√v  g F  m F
 * 1  1  3  1   3     1     3    3
 * </pre>
 *
 * The others are a row's or a column's statistic and its inverse root, {@link Statistic}'s.
 */
final class Channel {

    static final int FEATURES = 28;

    static final int GRADIENT = 0;
    static final int PARAMETER = 1;
    static final int MOMENTUM = 2;
    static final int SQUARE = 5;
    static final int SCALED_MOMENTUM = 6;
    static final int INVERSE_ROOT = 9;
    static final int FACTORED_GRADIENT = 10;
    static final int FACTORED_MOMENTUM = 13;
    static final int COUNT = 16;

    /** Those before this one are kept, the others are made of them. */
    static final int KEPT = SCALED_MOMENTUM;

    /** The first of a statistic's inputs of the first layer. */
    static final int ROW_INPUT = 13;

    static final int COLUMN_INPUT = 16;
    static final int INVERSE_ROW_INPUT = 19;
    static final int INVERSE_COLUMN_INPUT = 22;

    private static final int FACTORED_MOMENTUM_INPUT = 25;

    private Channel() {}

    /** The channel's input of the first layer. */
    static int input(int channel) {
        return channel < FACTORED_MOMENTUM
                ? channel
                : channel - FACTORED_MOMENTUM + FACTORED_MOMENTUM_INPUT;
    }
}
