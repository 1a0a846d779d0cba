package org.djlcelo.metatrain;

import java.io.PrintWriter;
import java.util.List;

/** Contests as tables for a terminal. */
final class ScoreText {

    private static final int NARROWEST_LABELS = 30;

    private final Contest contest;
    private final PrintWriter out;
    private final int labels;

    private ScoreText(Contest contest, PrintWriter out) {
        this.contest = contest;
        this.out = out;
        labels =
                contest.lines().stream()
                        .mapToInt(line -> line.label().length())
                        .reduce(NARROWEST_LABELS, Math::max);
    }

    static void print(Contest contest, int seeds, PrintWriter out) {
        out.printf("%n%s, T = %d, %d seeds%n", contest.title(), contest.horizon(), seeds);
        new ScoreText(contest, out).print();
        out.flush();
    }

    private void print() {
        row("mean / final training loss", contest.tasks(), "");
        losses(contest.adam());
        contest.lines().forEach(this::losses);
        row("final-loss score / speed-up", contest.tasks(), "IQM");
        contest.lines().forEach(this::scores);
    }

    private void losses(Contest.Line line) {
        List<String> cells =
                line.outcomes().stream()
                        .map(o -> String.format("%.4f / %.4f %s", o.mean(), o.last(), o.setting()))
                        .toList();
        row(line.label(), cells, "");
    }

    private void scores(Contest.Line line) {
        List<PairedScores> scores = contest.scores(line);
        List<String> cells =
                scores.stream().map(s -> pair(s.meanFinalLoss(), s.meanSpeedUp())).toList();
        row(
                line.label(),
                cells,
                pair(
                        PairedScores.iqm(scores, PairedScores::finalLoss),
                        PairedScores.iqm(scores, PairedScores::speedUp)));
    }

    static String pair(double finalLoss, double speedUp) {
        return String.format("%.3f / %.2f", finalLoss, speedUp);
    }

    private void row(String label, List<String> cells, String last) {
        out.printf("%-" + labels + "s", label);
        cells.forEach(cell -> out.printf(" %-23s", cell));
        out.println(last.isEmpty() ? "" : " " + last);
    }
}
