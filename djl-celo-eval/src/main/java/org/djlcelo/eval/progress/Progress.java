package org.djlcelo.eval.progress;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress over many runs: one bar that is redrawn on a terminal, a line now and then elsewhere.
 *
 * <p>The rest is estimated per kind of run, since a step of one task may cost many times a step of
 * another: steps left times the measured time of that kind's steps, or of all steps for kinds not
 * seen yet.
 */
public final class Progress {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 20_000_000_000L;

    private final PrintWriter out;
    private final Display display;
    private final LongSupplier clock;
    private final StepCosts costs;
    private final int runs;
    private int finished;
    private String kind = "";
    private String current = "";
    private long lastStep;
    private long lastShown;

    /** Where progress is shown. */
    public enum Display {
        /** A terminal: one line, redrawn. */
        TERMINAL,
        /** A file or a pipe: few lines. */
        LOG
    }

    /**
     * One run that is planned.
     *
     * @param kind runs of one kind cost about the same per step; the task's name
     * @param steps its steps
     */
    public record Planned(String kind, int steps) {}

    /**
     * Creates a display.
     *
     * @param out where to print
     * @param display how
     * @param clock nanoseconds, as {@link System#nanoTime()}
     * @param plan the runs in their order
     */
    public Progress(PrintWriter out, Display display, LongSupplier clock, List<Planned> plan) {
        this.out = out;
        this.display = display;
        this.clock = clock;
        this.costs = new StepCosts(plan);
        this.runs = plan.size();
        this.lastShown = clock.getAsLong();
    }

    /**
     * Creates a display for standard output, whichever that is.
     *
     * @param out writes to standard output
     * @param plan the runs in their order
     * @return the display
     */
    public static Progress of(PrintWriter out, List<Planned> plan) {
        Display display = System.console() == null ? Display.LOG : Display.TERMINAL;
        return new Progress(out, display, System::nanoTime, plan);
    }

    /**
     * A run begins.
     *
     * @param task the kind of the run
     * @param label what else to show
     */
    public void begin(String task, String label) {
        kind = task;
        current = task + "  " + label;
        lastStep = clock.getAsLong();
        show(interval());
    }

    /** A step of the current run was done. */
    public void stepDone() {
        long now = clock.getAsLong();
        costs.done(kind, now - lastStep);
        lastStep = now;
        show(interval());
    }

    /**
     * The current run ended, perhaps before its last step.
     *
     * @param failure one sentence, or null if it went well
     */
    public void end(String failure) {
        finished++;
        costs.endRun();
        if (failure != null) {
            clearLine();
            out.println("  " + current.strip() + " failed: " + failure);
        }
        if (finished == runs) {
            lastShown = Long.MIN_VALUE / 2;
            show(0);
            if (display == Display.TERMINAL) {
                out.println();
            }
        }
    }

    private long interval() {
        return display == Display.TERMINAL ? REDRAW_NANOS : LINE_NANOS;
    }

    private void show(long interval) {
        long now = clock.getAsLong();
        if (now - lastShown < interval) {
            return;
        }
        lastShown = now;
        if (display == Display.TERMINAL) {
            clearLine();
            out.print(line());
        } else {
            out.println(line());
        }
        out.flush();
    }

    private void clearLine() {
        if (display == Display.TERMINAL) {
            out.print("\r\033[K");
        }
    }

    private String line() {
        double share = costs.share();
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
        double seconds = costs.remainingNanos() / 1e9;
        if (Double.isNaN(seconds)) {
            return "?";
        }
        long rounded = Math.round(seconds);
        return rounded < 3600
                ? String.format(Locale.ROOT, "%d:%02d", rounded / 60, rounded % 60)
                : String.format(Locale.ROOT, "%d h %02d min", rounded / 3600, rounded / 60 % 60);
    }
}
