package org.djlcelo.eval.progress;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.djlcelo.eval.experiment.StepListener;

/**
 * Progress over many runs: one bar that is redrawn on a terminal, a line now and then elsewhere.
 *
 * <p>The rest is estimated per task and optimizer, since a step of one may cost many times a step
 * of another: steps left times the measured time of such steps, shared among the jobs. What was not
 * measured yet is taken for the average of its task, else of all.
 */
public final class Progress {

    private static final long REDRAW_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 20_000_000_000L;

    private final PrintWriter out;
    private final Display display;
    private final LongSupplier clock;
    private final StepCosts costs;
    private final int runs;
    private final int jobs;
    private final Set<Running> current = new LinkedHashSet<>();
    private int finished;
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
     * @param task the task's name
     * @param optimizer the optimizer's name
     * @param steps the run's steps
     */
    public record Planned(String task, String optimizer, int steps) {}

    /**
     * Creates a display.
     *
     * @param out where to print
     * @param display how
     * @param clock nanoseconds, as {@link System#nanoTime()}
     * @param plan the runs, in any order
     * @param jobs how many runs are made at a time
     */
    public Progress(
            PrintWriter out, Display display, LongSupplier clock, List<Planned> plan, int jobs) {
        this.out = out;
        this.display = display;
        this.clock = clock;
        this.costs = new StepCosts(plan);
        this.runs = plan.size();
        this.jobs = jobs;
        this.lastShown = clock.getAsLong();
    }

    /**
     * Creates a display for standard output, whichever that is.
     *
     * @param out writes to standard output
     * @param plan the runs, in any order
     * @param jobs how many runs are made at a time
     * @return the display
     */
    public static Progress of(PrintWriter out, List<Planned> plan, int jobs) {
        Display display = System.console() == null ? Display.LOG : Display.TERMINAL;
        return new Progress(out, display, System::nanoTime, plan, jobs);
    }

    /**
     * A run begins.
     *
     * @param run one of those planned
     * @param label how to name its optimizer
     * @return is to be told of the run
     */
    public synchronized Running begin(Planned run, String label) {
        Running running = new Running(run, label);
        current.add(running);
        show(interval());
        return running;
    }

    /**
     * Estimates how long a run will take.
     *
     * @param run the run
     * @return nanoseconds; NaN before the first step of any run
     */
    public synchronized double expectedNanos(Planned run) {
        return costs.nanos(run);
    }

    /** A run that was begun; several threads may have one each. */
    public final class Running implements StepListener {

        private final Planned run;
        private final String label;
        private long lastStep = clock.getAsLong();
        private int done;

        private Running(Planned run, String label) {
            this.run = run;
            this.label = label;
        }

        /** One more step was done. */
        public void stepDone() {
            stepsDone(done + 1);
        }

        /** {@inheritDoc} */
        @Override
        public void stepsDone(int steps) {
            synchronized (Progress.this) {
                long now = clock.getAsLong();
                if (steps < done) {
                    costs.release(run, -done);
                    done = 0;
                }
                if (steps > done) {
                    costs.done(run, steps - done, now - lastStep);
                }
                done = steps;
                lastStep = now;
                show(interval());
            }
        }

        /**
         * The run ended, perhaps before its last step.
         *
         * @param failure one sentence, or null if it went well
         */
        public void end(String failure) {
            synchronized (Progress.this) {
                costs.release(run, run.steps() - done);
                current.remove(this);
                finished++;
                if (failure != null) {
                    clearLine();
                    out.println("  " + this + " failed: " + failure);
                }
                if (finished == runs) {
                    lastShown = Long.MIN_VALUE / 2;
                    show(0);
                    if (display == Display.TERMINAL) {
                        out.println();
                    }
                }
            }
        }

        /** What it is. */
        @Override
        public String toString() {
            return run.task() + "  " + label;
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

    private ProgressLine line() {
        double remaining = costs.remainingNanos() / Math.max(1, Math.min(jobs, runs - finished));
        return new ProgressLine(costs.share(), finished, runs, remaining, running());
    }

    /** One by name: a line has only so much room. */
    private String running() {
        String first = current.stream().map(Running::toString).findFirst().orElse("");
        return current.size() < 2 ? first : first + " and " + (current.size() - 1) + " more";
    }
}
