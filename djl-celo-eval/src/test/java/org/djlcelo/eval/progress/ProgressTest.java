package org.djlcelo.eval.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter text = new StringWriter();
    private long now;

    private static final Progress.Planned SLOW = new Progress.Planned("slow", "adam", 10);
    private static final Progress.Planned PLANNED = new Progress.Planned("task", "adam", 100);
    private static final Progress.Planned FAST = new Progress.Planned("fast", "adam", 10);

    @Test
    void estimatesTheRestPerTaskAndOptimizer() {
        Progress.Planned other = new Progress.Planned("slow", "shampoo", 10);
        StepCosts costs = new StepCosts(List.of(SLOW, FAST, SLOW, other));
        costs.done(SLOW, 10, 30 * SECOND);
        // nothing is known of the others yet: they count as the average of the task or of all
        assertEquals(90.0 * SECOND, costs.remainingNanos(), 1);
        costs.done(FAST, 1, SECOND);
        assertEquals((9 * 1 + 20 * 3.0) * SECOND, costs.remainingNanos(), 1);
        costs.done(other, 2, 10 * SECOND);
        assertEquals((9 * 1 + 10 * 3.0 + 8 * 5) * SECOND, costs.remainingNanos(), 1);
        assertEquals(50.0 * SECOND, costs.nanos(other), 1);
        assertEquals(13 / 40.0, costs.share(), 1e-12);
    }

    @Test
    void jobsShareTheRestAndARunBegunAgainIsToBeDoneAgain() {
        Progress progress =
                new Progress(
                        new PrintWriter(text),
                        Progress.Display.LOG,
                        () -> now,
                        List.of(SLOW, SLOW, SLOW, SLOW),
                        2);
        Progress.Running first = progress.begin(SLOW, "adam");
        Progress.Running second = progress.begin(SLOW, "adam");
        now += 30 * SECOND;
        first.stepsDone(5);
        assertEquals(60.0 * SECOND, progress.expectedNanos(SLOW), 1);
        assertTrue(last().contains("12%  0/4 runs  ETA 1:45  slow  adam and 1 more"), last());
        now += 30 * SECOND;
        first.stepsDone(0);
        second.stepsDone(10);
        second.end(null);
        now += 60 * SECOND;
        // 60 s for the 5 steps thrown away, 60 s for 10 steps; 30 steps are left
        first.stepsDone(1);
        assertTrue(last().contains("1/4 runs"), last());
        assertEquals((30 + 60 + 60.0) / 16 * 10 * SECOND, progress.expectedNanos(SLOW), 10);
    }

    private String last() {
        return text.toString().lines().reduce((a, b) -> b).orElseThrow();
    }

    @Test
    void printsFewLinesToALog() {
        Progress progress = progress(Progress.Display.LOG);
        for (int run = 0; run < 2; run++) {
            Progress.Running running = progress.begin(PLANNED, "adam");
            for (int step = 0; step < 100; step++) {
                now += SECOND / 2;
                running.stepsDone(step + 1);
            }
            running.end(run == 0 ? null : "it diverged");
        }
        List<String> lines = text.toString().lines().toList();
        assertEquals(7, lines.size(), "one line every 20 seconds, and what matters");
        assertTrue(lines.get(0).contains("0/2 runs  ETA 1:20  task  adam"), lines.get(0));
        assertTrue(lines.get(5).contains("task  adam failed: it diverged"));
        assertTrue(lines.get(6).contains("100%  2/2 runs  done"));
    }

    @Test
    void redrawsOneLineOnATerminal() {
        Progress progress = progress(Progress.Display.TERMINAL);
        Progress.Running running = progress.begin(PLANNED, "adam");
        now += SECOND;
        running.stepsDone(1);
        now += SECOND;
        running.stepsDone(2);
        assertEquals(0, text.toString().chars().filter(c -> c == '\n').count());
        assertEquals(2, text.toString().chars().filter(c -> c == '\r').count());
    }

    private Progress progress(Progress.Display display) {
        return new Progress(
                new PrintWriter(text), display, () -> now, List.of(PLANNED, PLANNED), 1);
    }
}
