package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.report.CurvePicture;
import org.djlcelo.eval.report.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the report of a directory of records. */
@Command(
        name = "report",
        description = "Writes one self-contained HTML file about a folder of records.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ReportCommand implements Callable<Integer> {

    @Option(names = "--in", required = true, description = "folder of records")
    private Path in;

    @Option(names = "--out", description = "the HTML file")
    private Path out = Path.of("celo-report.html");

    @Option(names = "--picture", description = "also write the learning curves as this SVG file")
    private Path picture;

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        List<RunRecord> runs = new RecordStore(in).readAll();
        HtmlReport.write(runs, out);
        PrintWriter console = spec.commandLine().getOut();
        console.println("Report: " + out.toAbsolutePath().normalize().toUri());
        if (picture != null) {
            CurvePicture.write(runs, picture);
            console.println("Picture: " + picture.toAbsolutePath().normalize().toUri());
        }
        return 0;
    }
}
