package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.score.Figures;
import org.djlcelo.eval.score.FixedSetting;
import org.djlcelo.eval.score.RunScore;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;

/** Every setting tried of the optimizers that were tuned, folded away. */
final class SearchSection {

    private SearchSection() {}

    static String html(Chapter chapter) {
        ScoreSheet sheet = chapter.sheet();
        if (sheet.settings().isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of(""));
        sheet.tasks().forEach(task -> header.add(task.task()));
        header.addAll(FixedSetting.TITLES);
        List<List<String>> lines = new ArrayList<>();
        for (ScoreRow setting : sheet.settings()) {
            List<String> line = new ArrayList<>(List.of(setting.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(cell(sheet, setting, task));
            }
            line.addAll(FixedSetting.aggregates(sheet, setting));
            lines.add(line);
        }
        return Html.section("Every setting tried")
                + "<details><summary>"
                + sheet.settings().size()
                + " settings: final training loss per task, mean over the seeds run</summary>\n"
                + Html.table(
                        header,
                        lines,
                        "A dot marks what was chosen; the aggregates are those of one setting for all tasks,"
                                + " where it was run with every seed. "
                                + chapter.data())
                + "</details>\n</section>\n";
    }

    private static String cell(ScoreSheet sheet, ScoreRow setting, int task) {
        List<RunScore> runs = setting.runs().get(task);
        if (runs.isEmpty()) {
            return Figures.NONE;
        }
        boolean isChosen =
                sheet.rows().stream()
                        .flatMap(row -> row.runs().get(task).stream())
                        .anyMatch(run -> run.trial().row().equals(setting.contender()));
        double loss = setting.meanFinalLoss(task);
        String text = Double.isFinite(loss) ? Figures.number(loss, 4) : "failed";
        return isChosen ? "• " + text : text;
    }
}
