package org.djlcelo.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart's axis: values to positions, and round numbers to label.
 *
 * @param scale linear or logarithmic
 * @param low the value at the start, positive for a logarithmic axis
 * @param high the value at the end, above {@code low}
 */
public record Axis(Scale scale, double low, double high) {

    private static final int WANTED_TICKS = 5;
    private static final double[] ROUND = {1, 2, 5, 10};

    /** How values are spread. */
    public enum Scale {
        /** Evenly. */
        LINEAR,
        /** By their logarithms. */
        LOG
    }

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they enclose nothing that the scale can show
     */
    public Axis {
        if (!(low < high) || (scale == Scale.LOG && low <= 0)) {
            throw new IllegalArgumentException("No " + scale + " axis from " + low + " to " + high);
        }
    }

    /**
     * Returns an axis for values: logarithmic if they span more than a factor of eight, with a
     * little air at both ends.
     *
     * @param smallest the smallest value
     * @param largest the largest value
     * @return the axis
     */
    public static Axis around(double smallest, double largest) {
        if (smallest > 0 && largest > 8 * smallest) {
            return new Axis(Scale.LOG, smallest / 1.15, largest * 1.15);
        }
        double air =
                largest > smallest ? 0.05 * (largest - smallest) : 0.05 * Math.abs(largest) + 1e-9;
        return new Axis(Scale.LINEAR, smallest - air, largest + air);
    }

    /**
     * Returns where a value lies.
     *
     * @param value the value
     * @return 0 at the low end, 1 at the high end; beyond for values outside
     */
    public double position(double value) {
        if (scale == Scale.LOG) {
            return Math.log(Math.max(value, Double.MIN_NORMAL) / low) / Math.log(high / low);
        }
        return (value - low) / (high - low);
    }

    /**
     * Returns round numbers to label.
     *
     * @return about five values between the ends
     */
    public List<Double> ticks() {
        return scale == Scale.LOG ? logTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double raw = (high - low) / WANTED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power * 10;
        for (double round : ROUND) {
            if (power * round >= raw) {
                step = power * round;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** 1, 2 and 5 of each power of ten; powers alone where these are many. */
    private List<Double> logTicks() {
        boolean powersOnly = high / low > 1000;
        List<Double> ticks = new ArrayList<>();
        for (int p = (int) Math.floor(Math.log10(low)); p <= Math.log10(high); p++) {
            for (double round : powersOnly ? new double[] {1} : new double[] {1, 2, 5}) {
                double tick = round * Math.pow(10, p);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /**
     * Formats a number for an axis.
     *
     * @param value the number
     * @return at most four digits after the point, without zeros at the end
     */
    public static String label(double value) {
        if (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
