package org.djlcelo.kernel;

/**
 * What happens to a gradient before the rule sees it.
 *
 * @param scale multiplies it
 * @param clip bounds it to plus and minus this, after scaling; the rule's own bound applies as well
 * @param skipNaN whether a tensor whose gradient has a NaN is left alone; the reference lets the
 *     NaN destroy it
 */
public record GradientPolicy(float scale, float clip, boolean skipNaN) {

    /** The reference's behaviour: nothing happens. */
    public static final GradientPolicy OFFICIAL =
            new GradientPolicy(1, Float.POSITIVE_INFINITY, false);

    /** Unchanged gradients, tensors with a NaN are skipped. */
    public static final GradientPolicy SKIP_NAN =
            new GradientPolicy(1, Float.POSITIVE_INFINITY, true);
}
