package org.djlcelo.eval.report;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/** The learning curves of all tasks side by side in one SVG file, for a README or a slide. */
public final class CurvePicture {

    private CurvePicture() {}

    /**
     * Writes the picture of some records.
     *
     * @param report what was computed from them, all of one number of steps
     * @param file the file; replaced when the picture is complete
     * @throws UserException if the runs have several lengths or the file cannot be written
     */
    public static void write(Report report, Path file) {
        ReportFile.write(file, svg(report));
    }

    static String svg(Report report) {
        ScoreSheet sheet = report.chapter().sheet();
        return ChartGrid.svg(
                IntStream.range(0, sheet.tasks().size())
                        .mapToObj(task -> cell(new TaskCurves(sheet, task)))
                        .toList());
    }

    private static ChartGrid.Cell cell(TaskCurves curves) {
        TaskColumn task = curves.column();
        return new ChartGrid.Cell(
                task.task(), data(task), curves.svg("task" + curves.task()), curves.series());
    }

    /** The data beside the title, which has no room for a stand-in's name twice. */
    private static String data(TaskColumn task) {
        boolean standIn = task.data().stream().anyMatch(use -> use.standsInFor() != null);
        return standIn ? DataNames.samples(task.data()) : DataNames.of(task.data());
    }
}
