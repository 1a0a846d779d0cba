package org.djlcelo.eval.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Steps left and the time that steps took, per kind of run. */
final class StepCosts {

    private final Map<Kind, Long> left = new HashMap<>();
    private final Map<Kind, Spent> spent = new HashMap<>();
    private final long total;

    /** Runs of one kind cost about the same per step. */
    private record Kind(String task, String optimizer) {

        static Kind of(Progress.Planned run) {
            return new Kind(run.task(), run.optimizer());
        }
    }

    private record Spent(long nanos, long steps) {

        Spent plus(Spent other) {
            return new Spent(nanos + other.nanos, steps + other.steps);
        }

        double perStep() {
            return (double) nanos / steps;
        }
    }

    StepCosts(List<Progress.Planned> plan) {
        plan.forEach(run -> left.merge(Kind.of(run), (long) run.steps(), Long::sum));
        total = left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Steps were done, in so much time. */
    void done(Progress.Planned run, int steps, long nanos) {
        spent.merge(Kind.of(run), new Spent(nanos, steps), Spent::plus);
        release(run, steps);
    }

    /** Steps need not be done any more; a negative number must be done again. */
    void release(Progress.Planned run, int steps) {
        left.merge(Kind.of(run), -(long) steps, Long::sum);
    }

    double share() {
        return total == 0 ? 1 : 1 - (double) stepsLeft() / total;
    }

    /** Of one job; NaN before the first step. */
    double remainingNanos() {
        return left.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .mapToDouble(entry -> entry.getValue() * nanosPerStep(entry.getKey()))
                .sum();
    }

    /** Of a whole run; NaN before the first step of any run. */
    double nanos(Progress.Planned run) {
        return run.steps() * nanosPerStep(Kind.of(run));
    }

    private long stepsLeft() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is not known yet is taken from the task's other runs, else from all. */
    private double nanosPerStep(Kind kind) {
        if (spent.containsKey(kind)) {
            return spent.get(kind).perStep();
        }
        Spent ofTask = sum(other -> other.task().equals(kind.task()));
        return ofTask.steps() > 0 ? ofTask.perStep() : sum(other -> true).perStep();
    }

    private Spent sum(Predicate<Kind> which) {
        return spent.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(new Spent(0, 0), Spent::plus);
    }
}
