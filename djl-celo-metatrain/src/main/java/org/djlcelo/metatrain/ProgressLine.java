package org.djlcelo.metatrain;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Progress with rate and time left: one line that renews itself on a terminal, a line every half
 * minute in a file.
 */
final class ProgressLine implements AutoCloseable {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long FILE_NANOS = 30_000_000_000L;

    private final String label;
    private final int first;
    private final int total;
    private final PrintStream out = System.err;
    private final boolean terminal = System.console() != null;
    private final long startNanos = System.nanoTime();
    private long lastNanos;
    private boolean shown;

    ProgressLine(String label, int first, int total) {
        this.label = label;
        this.first = first;
        this.total = total;
        lastNanos = startNanos;
    }

    void update(int done, String message) {
        long now = System.nanoTime();
        boolean last = done == total;
        if (!last && now - lastNanos < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            return;
        }
        lastNanos = now;
        shown = true;
        double rate = (done - first) / ((now - startNanos) / 1e9);
        Duration left = Duration.ofSeconds(Math.round((total - done) / rate));
        String line =
                String.format(
                        "%s %d/%d (%.1f%%) %s, %.2f/s, %d:%02d:%02d left",
                        label,
                        done,
                        total,
                        100.0 * done / total,
                        message,
                        rate,
                        left.toHours(),
                        left.toMinutesPart(),
                        left.toSecondsPart());
        if (terminal) {
            out.print("\r" + line + "   ");
            out.flush();
        } else {
            out.println(line);
        }
    }

    @Override
    public void close() {
        if (terminal && shown) {
            out.println();
        }
    }
}
