package org.djlcelo.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Scorer;

/**
 * Everything computed from some records, to be written for people or for programs.
 *
 * @param runs the records
 * @param chapters the scores of the runs of each length
 */
public record Report(List<RunRecord> runs, List<Chapter> chapters) {

    /**
     * Scores records and computes all intervals, which takes seconds.
     *
     * @param runs the records
     * @param bootstrap how intervals are computed
     * @return the report
     */
    public static Report of(List<RunRecord> runs, Bootstrap bootstrap) {
        List<Chapter> chapters = new ArrayList<>();
        for (ScoreSheet sheet : Scorer.score(runs)) {
            chapters.add(Chapter.of("s" + chapters.size(), sheet, bootstrap));
        }
        // runs of another length that only show a schedule come last
        chapters.sort(Comparator.comparing(chapter -> chapter.sheet().tasks().isEmpty()));
        return new Report(List.copyOf(runs), List.copyOf(chapters));
    }

    /** The only chapter, for pictures, which show runs of one length. */
    Chapter chapter() {
        if (chapters.size() != 1) {
            throw new UserException(
                    "A picture shows runs of one length; these have "
                            + chapters.stream()
                                    .map(chapter -> chapter.sheet().steps() + " steps")
                                    .toList()
                            + ". Keep them in separate folders.");
        }
        return chapters.get(0);
    }

    /**
     * Writes one self-contained HTML file.
     *
     * @param file the file; replaced when the report is complete
     * @throws UserException if the file cannot be written
     */
    public void writeHtml(Path file) {
        ReportFile.write(file, HtmlReport.html(this));
    }

    /**
     * Writes one line per run with its scores.
     *
     * @param file the file; replaced when it is complete
     * @throws UserException if the file cannot be written
     */
    public void writeCsv(Path file) {
        ReportFile.write(file, CsvReport.csv(this));
    }

    /**
     * Writes runs, scores, aggregates with intervals, and notes as JSON.
     *
     * @param file the file; replaced when it is complete
     * @throws UserException if the file cannot be written
     */
    public void writeJson(Path file) {
        ReportFile.write(file, JsonReport.json(this));
    }
}
