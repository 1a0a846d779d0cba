package org.djlcelo.metatrain;

import java.io.PrintWriter;
import java.util.List;

/** Contests as tables for a terminal. */
final class ScoreText {

    private static final int LABEL = 30;

    private ScoreText() {}

    static void print(Contest contest, int seeds, PrintWriter out) {
        out.printf("%n%s, T = %d, %d seeds%n", contest.title(), contest.horizon(), seeds);
        row(out, "mean / final training loss", contest.tasks(), "");
        losses(out, contest.adam());
        contest.lines().forEach(line -> losses(out, line));
        row(out, "final-loss score / speed-up", contest.tasks(), "IQM");
        contest.lines().forEach(line -> scores(out, contest, line));
        out.flush();
    }

    private static void losses(PrintWriter out, Contest.Line line) {
        List<String> cells =
                line.outcomes().stream()
                        .map(o -> String.format("%.4f / %.4f %s", o.mean(), o.last(), o.setting()))
                        .toList();
        row(out, line.label(), cells, "");
    }

    private static void scores(PrintWriter out, Contest contest, Contest.Line line) {
        List<PairedScores> scores = contest.scores(line);
        List<String> cells =
                scores.stream().map(s -> pair(s.meanFinalLoss(), s.meanSpeedUp())).toList();
        row(
                out,
                line.label(),
                cells,
                pair(
                        PairedScores.iqm(scores, PairedScores::finalLoss),
                        PairedScores.iqm(scores, PairedScores::speedUp)));
    }

    static String pair(double finalLoss, double speedUp) {
        return String.format("%.3f / %.2f", finalLoss, speedUp);
    }

    private static void row(PrintWriter out, String label, List<String> cells, String last) {
        out.printf("%-" + LABEL + "s", label);
        cells.forEach(cell -> out.printf(" %-23s", cell));
        out.println(last.isEmpty() ? "" : " " + last);
    }
}
