package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How probable it is that each learned optimizer scores higher than every other one.
 *
 * @param summary the scores compared
 * @param learned the learned optimizers: the columns
 * @param lines one per optimizer of the summary
 */
public record ImprovementTable(Summary summary, List<String> learned, List<Line> lines) {

    /**
     * One optimizer that is compared with.
     *
     * @param contender its name
     * @param estimates P(learned &gt; this) for every learned optimizer; empty for itself
     */
    public record Line(String contender, List<Optional<Estimate>> estimates) {}

    /**
     * Compares.
     *
     * @param summary the scores
     * @param bootstrap how intervals are computed
     * @return the table
     */
    public static ImprovementTable of(Summary summary, Bootstrap bootstrap) {
        List<Summary.Line> learned =
                summary.lines().stream().filter(line -> line.row().role() == Role.LEARNED).toList();
        List<Line> lines =
                summary.lines().parallelStream()
                        .map(other -> line(learned, other, bootstrap))
                        .toList();
        return new ImprovementTable(
                summary, learned.stream().map(line -> line.row().contender()).toList(), lines);
    }

    private static Line line(List<Summary.Line> learned, Summary.Line other, Bootstrap bootstrap) {
        List<Optional<Estimate>> estimates = new ArrayList<>();
        for (Summary.Line x : learned) {
            estimates.add(
                    Optional.of(x)
                            .filter(any -> x != other)
                            .map(any -> bootstrap.improvement(x.scores(), other.scores())));
        }
        return new Line(other.row().contender(), estimates);
    }
}
