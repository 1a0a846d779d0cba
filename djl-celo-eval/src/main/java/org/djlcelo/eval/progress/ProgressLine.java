package org.djlcelo.eval.progress;

import java.util.Locale;

/**
 * How far everything is, in one line.
 *
 * @param share the part of all steps that is done
 * @param finished runs that ended
 * @param runs all runs
 * @param remainingNanos an estimate; NaN if there is none
 * @param current what is running
 */
record ProgressLine(double share, int finished, int runs, double remainingNanos, String current) {

    private static final int BAR_WIDTH = 24;

    @Override
    public String toString() {
        int filled = (int) Math.round(share * BAR_WIDTH);
        String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
        String rest = finished == runs ? "done" : "ETA " + eta() + "  " + current;
        return String.format(
                Locale.ROOT,
                "[%s] %3d%%  %d/%d runs  %s",
                bar,
                (int) (share * 100),
                finished,
                runs,
                rest);
    }

    private String eta() {
        double seconds = remainingNanos / 1e9;
        if (Double.isNaN(seconds)) {
            return "?";
        }
        long rounded = Math.round(seconds);
        return rounded < 3600
                ? String.format(Locale.ROOT, "%d:%02d", rounded / 60, rounded % 60)
                : String.format(Locale.ROOT, "%d h %02d min", rounded / 3600, rounded / 60 % 60);
    }
}
