package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.Features;

/**
 * The features that every element of a matrix has of its own, in the order in which the fast
 * updates keep them. Those of a row or a column enter the network as a bias.
 */
final class MatrixChannels {

    static final int GRADIENT = 0;
    static final int CLIPPED_GRADIENT = 1;
    static final int PARAMETER = 2;
    static final int SECOND_MOMENT = 3;
    static final int RSQRT_SECOND_MOMENT = 4;
    static final int SCALED_GRADIENT = 5;

    /** The first of three, as the following. */
    static final int MOMENTUM = 6;

    static final int SCALED_MOMENTUM = 9;
    static final int FACTORED_GRADIENT = 12;
    static final int FACTORED_MOMENTUM = 15;
    static final int COUNT = 18;

    /** The place of each channel among the 30 features. */
    private static final int[] FEATURES = {
        Features.GRADIENT,
        Features.CLIPPED_GRADIENT,
        Features.PARAMETER,
        Features.SECOND_MOMENT,
        Features.RSQRT_SECOND_MOMENT,
        Features.SCALED_GRADIENT,
        Features.MOMENTUM,
        Features.MOMENTUM + 1,
        Features.MOMENTUM + 2,
        Features.SCALED_MOMENTUM,
        Features.SCALED_MOMENTUM + 1,
        Features.SCALED_MOMENTUM + 2,
        Features.FACTORED_GRADIENT,
        Features.FACTORED_GRADIENT + 1,
        Features.FACTORED_GRADIENT + 2,
        Features.FACTORED_MOMENTUM,
        Features.FACTORED_MOMENTUM + 1,
        Features.FACTORED_MOMENTUM + 2,
    };

    private MatrixChannels() {}

    static int feature(int channel) {
        return FEATURES[channel];
    }
}
