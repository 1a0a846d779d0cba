package org.djlcelo.eval.report;

import java.nio.file.Path;
import org.djlcelo.eval.UserException;

/** The performance profiles of both scores side by side in one SVG file (the paper's figure 5). */
public final class ProfilePicture {

    private ProfilePicture() {}

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
        Chapter chapter = report.chapter();
        return ChartGrid.svg(
                ProfileCurves.of(chapter).stream()
                        .map(
                                curves ->
                                        new ChartGrid.Cell(
                                                curves.title(),
                                                "over " + curves.scope(),
                                                curves.svg(),
                                                curves.lines()))
                        .toList());
    }
}
