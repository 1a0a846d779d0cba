package org.djlcelo.eval.campaign;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Hands out the missing runs of a plan to several threads, each run once.
 *
 * <p>A thread waits while nothing is decided that it could run, but other threads' runs will decide
 * something.
 */
final class Agenda {

    private final Plan plan;
    private final Outcomes outcomes;
    private final Predicate<PlannedRun> affordable;
    private final Deque<PlannedRun> ready = new ArrayDeque<>();
    private final Map<String, PlannedRun> running = new HashMap<>();
    private boolean stopped;

    /**
     * Creates an agenda.
     *
     * @param affordable whether a run may be begun now; after the first that may not, none is
     */
    Agenda(Plan plan, Outcomes outcomes, Predicate<PlannedRun> affordable) {
        this.plan = plan;
        this.outcomes = outcomes;
        this.affordable = affordable;
        refill();
    }

    /** The next run; empty if there is none any more. */
    synchronized Optional<PlannedRun> next() throws InterruptedException {
        while (!stopped && ready.isEmpty() && !running.isEmpty()) {
            wait();
        }
        if (!stopped && !ready.isEmpty() && !affordable.test(ready.peek())) {
            stop();
        }
        if (stopped || ready.isEmpty()) {
            return Optional.empty();
        }
        PlannedRun run = ready.remove();
        running.put(outcomes.fileName(run), run);
        return Optional.of(run);
    }

    /** The record of a run was written. */
    synchronized void done(PlannedRun run) {
        running.remove(outcomes.fileName(run));
        boolean decidesMore =
                ready.stream().noneMatch(other -> other.cell() == run.cell())
                        && running.values().stream().noneMatch(other -> other.cell() == run.cell());
        if (decidesMore) {
            refill();
        }
        notifyAll();
    }

    /** Hands out nothing any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void refill() {
        ready.clear();
        for (PlannedRun run : plan.decided(outcomes)) {
            if (!running.containsKey(outcomes.fileName(run)) && !outcomes.isRecorded(run)) {
                ready.add(run);
            }
        }
    }
}
