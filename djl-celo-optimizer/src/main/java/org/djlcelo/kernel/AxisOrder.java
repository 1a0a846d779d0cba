package org.djlcelo.kernel;

/**
 * Which of two equally long axes takes which role in the factored second moment.
 *
 * <p>Row statistics average over axis d0, the longest; column statistics over d1, the second
 * longest. Row and column features feed different weights, so in a tie the choice matters. Without
 * a tie both orders agree.
 */
public enum AxisOrder {

    /**
     * The reference's: a stable ascending sort by length, so of two equal axes the later one is d0.
     * Right for [in, out] matrices and HWIO convolutions: out is d0.
     */
    REFERENCE,

    /**
     * The same logical axes in DJL's layouts: for [out, in] matrices and OIHW convolutions a tie of
     * the two largest axes gives d0 to the earlier one, which is out.
     */
    DJL
}
