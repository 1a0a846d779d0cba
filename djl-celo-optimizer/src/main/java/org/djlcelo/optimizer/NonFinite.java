package org.djlcelo.optimizer;

/** What a learned optimizer does with non-finite gradients and losses. */
public enum NonFinite {

    /**
     * A tensor whose gradient has a NaN keeps its values and accumulators in this step; a
     * non-finite loss leaves the loss memory untouched and repeats the last η. Both are counted and
     * warned about, and twenty such steps in a row are an error. Infinite gradients are clipped.
     */
    SKIP,

    /**
     * As in the reference implementation: one NaN in a gradient destroys its tensor, one NaN loss
     * everything, and nothing is said.
     */
    OFFICIAL
}
