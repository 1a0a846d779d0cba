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

    @Test
    void estimatesTheRestPerKindOfRun() {
        StepCosts costs =
                new StepCosts(
                        List.of(
                                new Progress.Planned("slow", 10),
                                new Progress.Planned("fast", 10),
                                new Progress.Planned("slow", 10)));
        for (int i = 0; i < 10; i++) {
            costs.done("slow", 3 * SECOND);
        }
        // nothing is known of fast steps yet: they count as the average
        assertEquals(60.0 * SECOND, costs.remainingNanos(), 1);
        costs.endRun();
        costs.done("fast", SECOND);
        assertEquals((9 * 1 + 10 * 3.0) * SECOND, costs.remainingNanos(), 1);
        assertEquals(11 / 30.0, costs.share(), 1e-12);
    }

    @Test
    void printsFewLinesToALog() {
        Progress progress = progress(Progress.Display.LOG);
        for (int run = 0; run < 2; run++) {
            progress.begin("task", "adam");
            for (int step = 0; step < 100; step++) {
                now += SECOND / 2;
                progress.stepDone();
            }
            progress.end(run == 0 ? null : "it diverged");
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
        progress.begin("task", "adam");
        now += SECOND;
        progress.stepDone();
        now += SECOND;
        progress.stepDone();
        assertEquals(0, text.toString().chars().filter(c -> c == '\n').count());
        assertEquals(2, text.toString().chars().filter(c -> c == '\r').count());
    }

    private Progress progress(Progress.Display display) {
        return new Progress(
                new PrintWriter(text),
                display,
                () -> now,
                List.of(new Progress.Planned("task", 100), new Progress.Planned("task", 100)));
    }
}
