package org.djlcelo.metatrain.inner;

/** The exponential of many numbers, most of which are small. */
public final class Exponential {

    private Exponential() {}

    /**
     * Replaces x by exp(multiplier · x).
     *
     * <p>If all exponents are within ±0.5, by a polynomial that vectorises, to about 1e-7 relative.
     *
     * @param x the numbers
     * @param multiplier a positive factor
     */
    public static void replace(float[] x, float multiplier) {
        if (allWithin(x, 0.5f / multiplier)) {
            small(x, multiplier * 0.25f);
        } else {
            for (int k = 0; k < x.length; k++) {
                x[k] = (float) Math.exp(multiplier * x[k]);
            }
        }
    }

    private static boolean allWithin(float[] x, float bound) {
        boolean within = true;
        for (int k = 0; k < x.length; k++) {
            // written so that NaN counts as large
            within &= Math.abs(x[k]) <= bound;
        }
        return within;
    }

    /** exp(y)^4 with |y| up to 1/8, where five terms of the series are exact to 5e-9. */
    private static void small(float[] x, float quarter) {
        for (int k = 0; k < x.length; k++) {
            float y = x[k] * quarter;
            float e = Math.fma(y, 1f / 120, 1f / 24);
            e = Math.fma(y, e, 1f / 6);
            e = Math.fma(y, e, 0.5f);
            e = Math.fma(y, e, 1f);
            e = Math.fma(y, e, 1f);
            e = e * e;
            x[k] = e * e;
        }
    }
}
