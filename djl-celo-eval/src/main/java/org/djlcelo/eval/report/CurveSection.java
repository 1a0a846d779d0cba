package org.djlcelo.eval.report;

import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/** One chart per task: smoothed training loss over steps, averaged over seeds. */
final class CurveSection {

    private CurveSection() {}

    static String html(ScoreSheet sheet, String idPrefix) {
        StringBuilder html = new StringBuilder("<section>\n<h2>Learning curves</h2>\n");
        html.append(
                Html.paragraph(
                        "Smoothed training loss; the mean over seeds. Lines that leave the picture"
                                + " diverge."));
        html.append("<div class=\"charts\">\n");
        for (int i = 0; i < sheet.tasks().size(); i++) {
            TaskColumn task = sheet.tasks().get(i);
            html.append("<div><h3>").append(Html.escape(task.task())).append("</h3>\n");
            html.append(new TaskCurves(sheet, task).figure(idPrefix + "-curve" + i))
                    .append("</div>\n");
        }
        return html.append("</div>\n</section>\n").toString();
    }
}
