package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One score, aggregated over some tasks, with intervals: a table with one line per optimizer.
 *
 * @param metric which score
 * @param scope the tasks
 * @param lines optimizers with the same number of runs, at least one, on each of these tasks
 */
public record Summary(Metric metric, Scope scope, List<Line> lines) {

    /**
     * One optimizer.
     *
     * @param row its scores
     * @param scores those of the metric and scope
     * @param estimates the aggregates
     * @param overAdam the probability that it scores higher than the best Adam; empty for Adam
     *     itself, and if that is incomplete
     */
    public record Line(
            ScoreRow row,
            ScoreMatrix scores,
            Map<Aggregate, Estimate> estimates,
            Optional<Estimate> overAdam) {}

    /**
     * Aggregates a sheet over all its scopes in which some optimizer has all its runs.
     *
     * @param sheet the scores
     * @param bootstrap how intervals are computed
     * @return per scope one summary of each metric
     */
    public static List<Summary> of(ScoreSheet sheet, Bootstrap bootstrap) {
        List<Summary> summaries = new ArrayList<>();
        for (Scope scope : sheet.tasks().isEmpty() ? List.<Scope>of() : Scope.of(sheet)) {
            for (Metric metric : Metric.values()) {
                summaries.add(of(sheet, metric, scope, bootstrap));
            }
        }
        summaries.removeIf(summary -> summary.lines().isEmpty());
        return summaries;
    }

    private static Summary of(ScoreSheet sheet, Metric metric, Scope scope, Bootstrap bootstrap) {
        Optional<ScoreMatrix> adam =
                sheet.rows().stream()
                        .filter(row -> row.role() == Role.BASELINE)
                        .findFirst()
                        .flatMap(row -> row.matrix(metric, scope.tasks()));
        List<Line> lines =
                sheet.rows().parallelStream()
                        .flatMap(
                                row ->
                                        row.matrix(metric, scope.tasks()).stream()
                                                .map(scores -> line(row, scores, adam, bootstrap)))
                        .toList();
        return new Summary(metric, scope, lines);
    }

    private static Line line(
            ScoreRow row, ScoreMatrix scores, Optional<ScoreMatrix> adam, Bootstrap bootstrap) {
        return new Line(
                row,
                scores,
                bootstrap.aggregates(scores),
                adam.filter(any -> row.role() != Role.BASELINE)
                        .map(baseline -> bootstrap.improvement(scores, baseline)));
    }

    /**
     * Says how fine the intervals can be: with N runs, a task has only so many different resamples.
     *
     * @return one sentence
     */
    public String resolution() {
        int runs = lines.stream().mapToInt(line -> line.scores().runs()).max().orElse(0);
        if (runs <= 1) {
            return "With one run per task there is nothing to resample: an interval is a point and"
                    + " says nothing.";
        }
        return "With "
                + runs
                + " runs per task only "
                + multisets(runs)
                + " different resamples of a task exist: intervals are coarse.";
    }

    /** The number of multisets of n out of n: (2n - 1 choose n). */
    private static long multisets(int n) {
        long count = 1;
        for (int k = 1; k <= n; k++) {
            count = count * (n - 1 + k) / k;
        }
        return count;
    }
}
