package org.djlcelo.eval.score;

import java.util.Locale;

/** Numbers for people: few digits, a dash for none. */
public final class Figures {

    /** What stands where there is no number. */
    public static final String NONE = "-";

    private static final int DIGITS = 2;

    private Figures() {}

    /**
     * Formats a number.
     *
     * @param value the number
     * @param digits digits after the point
     * @return the text; a dash if it is not finite
     */
    public static String number(double value, int digits) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + digits + "f", value)
                : NONE;
    }

    /**
     * Formats a number with its interval.
     *
     * @param estimate both
     * @return for instance {@code 1.20 [1.13, 1.28]}
     */
    public static String estimate(Estimate estimate) {
        return number(estimate.value(), DIGITS)
                + " ["
                + number(estimate.interval().low(), DIGITS)
                + ", "
                + number(estimate.interval().high(), DIGITS)
                + "]";
    }
}
