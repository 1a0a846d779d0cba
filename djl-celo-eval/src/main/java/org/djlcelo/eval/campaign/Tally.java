package org.djlcelo.eval.campaign;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many runs of each stage a plan has, and how many of them have their record.
 *
 * @param planned runs by stage, those that are not decided yet among them
 * @param recorded runs with a record by stage
 */
public record Tally(Map<Stage, Integer> planned, Map<Stage, Integer> recorded) {

    /**
     * Counts.
     *
     * @param plan the plan
     * @param outcomes the records
     * @return the counts, of stages that the plan has
     */
    public static Tally of(Plan plan, Outcomes outcomes) {
        Map<Stage, Integer> planned = new EnumMap<>(Stage.class);
        for (Cell cell : plan.cells()) {
            planned.merge(cell.purpose(), cell.searchRuns(), Integer::sum);
            if (cell.repeatRuns() > 0) {
                planned.merge(Stage.REPEAT, cell.repeatRuns(), Integer::sum);
            }
        }
        Map<Stage, Integer> recorded = new EnumMap<>(Stage.class);
        planned.keySet().forEach(stage -> recorded.put(stage, 0));
        for (PlannedRun run : plan.decided(outcomes)) {
            if (outcomes.isRecorded(run)) {
                recorded.merge(run.stage(), 1, Integer::sum);
            }
        }
        return new Tally(planned, recorded);
    }

    /**
     * Returns how many runs have their record.
     *
     * @return the number
     */
    public int done() {
        return recorded.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Returns how many runs have none.
     *
     * @return the number
     */
    public int missing() {
        return planned.values().stream().mapToInt(Integer::intValue).sum() - done();
    }

    /** Runs of a stage without a record. */
    int missing(Stage stage) {
        return planned.get(stage) - recorded.get(stage);
    }
}
