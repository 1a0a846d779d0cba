package org.djlcelo.lopt;

/**
 * The 30 input channels of the update rule in their 14 groups (specification, section 2.5).
 *
 * <p>The weights of the first layer are stored per group, {@code w0__0} to {@code w0__13}; a
 * channel's column in the concatenated input is the number of channels before it.
 */
public final class Features {

    /** Channels per group, in the order of {@code w0__0} ... {@code w0__13}. */
    static final int[] GROUP_CHANNELS = {1, 1, 1, 3, 1, 3, 1, 3, 1, 3, 3, 3, 3, 3};

    /** All channels. */
    public static final int COUNT = 30;

    /** First column of the gradient. */
    public static final int GRADIENT = 0;

    /** The gradient clipped to [-0.1, 0.1]. */
    public static final int CLIPPED_GRADIENT = 1;

    /** The parameter before the update. */
    public static final int PARAMETER = 2;

    /** First of three momenta. */
    public static final int MOMENTUM = 3;

    /** Second moment. */
    public static final int SECOND_MOMENT = 6;

    /** First of three momenta times {@link #RSQRT_SECOND_MOMENT}. */
    public static final int SCALED_MOMENTUM = 7;

    /** S, the reciprocal square root of the second moment. */
    public static final int RSQRT_SECOND_MOMENT = 10;

    /** First of three gradients scaled by the factored second moment. */
    public static final int FACTORED_GRADIENT = 11;

    /** The gradient times {@link #RSQRT_SECOND_MOMENT}. */
    public static final int SCALED_GRADIENT = 14;

    /** First of three row statistics. */
    public static final int ROW = 15;

    /** First of three column statistics. */
    public static final int COLUMN = 18;

    /** First of three reciprocal square roots of the row statistics. */
    public static final int RSQRT_ROW = 21;

    /** First of three reciprocal square roots of the column statistics. */
    public static final int RSQRT_COLUMN = 24;

    /** First of three momenta scaled by the factored second moment. */
    public static final int FACTORED_MOMENTUM = 27;

    private Features() {}
}
