package org.djlcelo.eval.bench;

import java.util.List;
import java.util.Locale;

/** Results as text: one table, a heading for every kind of step. */
final class BenchTable {

    private static final String FORMAT = "%-26s %10s %7s  %-13s %11s %7s %9s %7s %8s %12s%n";

    private BenchTable() {}

    static String format(List<HeatResult> results) {
        StringBuilder text = new StringBuilder();
        text.append(
                row(
                        "",
                        "parameters",
                        "threads",
                        "who",
                        "time/step",
                        "spread",
                        "ns/param",
                        "x Adam",
                        "x bound",
                        "heap B/step"));
        Course.Kind kind = null;
        for (HeatResult heat : results) {
            if (heat.kind() != kind) {
                kind = heat.kind();
                text.append(System.lineSeparator())
                        .append(kind.title())
                        .append(System.lineSeparator());
            }
            boolean first = true;
            for (HeatResult.Line line : heat.lines()) {
                text.append(row(heat, line, first));
                first = false;
            }
        }
        return text.toString();
    }

    private static String row(HeatResult heat, HeatResult.Line line, boolean first) {
        String parameters = heat.parameters() == null ? "" : String.valueOf(heat.parameters());
        return row(
                first ? heat.course() : "",
                first ? parameters : "",
                first ? String.valueOf(heat.threads()) : "",
                line.racer(),
                time(line.nanosPerStep()),
                number("%.0f%%", 100 * line.spread()),
                number("%.2f", line.nanosPerParameter()),
                number("%.2f", line.timesAdam()),
                number("%.2f", line.timesBound()),
                number("%.0f", line.bytesPerStep()));
    }

    /** Nanoseconds in a unit that leaves few digits. */
    static String time(double nanos) {
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    private static String number(String format, Double value) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, FORMAT, (Object[]) cells);
    }
}
