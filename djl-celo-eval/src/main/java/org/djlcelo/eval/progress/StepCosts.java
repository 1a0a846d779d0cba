package org.djlcelo.eval.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps and time spent and left, per kind of run. */
final class StepCosts {

    private final List<Progress.Planned> plan;
    private final Map<String, Long> nanos = new HashMap<>();
    private final Map<String, Long> steps = new HashMap<>();
    private final long totalSteps;
    private int run;
    private int stepsOfRun;
    private long stepsOfEndedRuns;

    StepCosts(List<Progress.Planned> plan) {
        this.plan = List.copyOf(plan);
        this.totalSteps = plan.stream().mapToLong(Progress.Planned::steps).sum();
    }

    void done(String kind, long duration) {
        nanos.merge(kind, duration, Long::sum);
        steps.merge(kind, 1L, Long::sum);
        stepsOfRun++;
    }

    /** A run that ended early counts in full: nothing of it is left. */
    void endRun() {
        stepsOfEndedRuns += plan.get(run).steps();
        run++;
        stepsOfRun = 0;
    }

    double share() {
        return totalSteps == 0 ? 1 : (double) (stepsOfEndedRuns + stepsOfRun) / totalSteps;
    }

    /** NaN before the first step. */
    double remainingNanos() {
        double sum = 0;
        for (int i = run; i < plan.size(); i++) {
            Progress.Planned planned = plan.get(i);
            int left = planned.steps() - (i == run ? stepsOfRun : 0);
            sum += left * nanosPerStep(planned.kind());
        }
        return sum;
    }

    private double nanosPerStep(String kind) {
        if (steps.containsKey(kind)) {
            return (double) nanos.get(kind) / steps.get(kind);
        }
        double allNanos = nanos.values().stream().mapToLong(Long::longValue).sum();
        return allNanos / steps.values().stream().mapToLong(Long::longValue).sum();
    }
}
