package org.djlcelo.eval.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.report.CurvePicture;
import org.djlcelo.eval.report.ProfilePicture;
import org.djlcelo.eval.report.Report;
import org.djlcelo.eval.score.Bootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private RecordsOptions records = new RecordsOptions();

    @Option(names = "--out", description = "the HTML file")
    private Path out = Path.of("celo-report.html");

    @Option(names = "--picture", description = "also write the learning curves as this SVG file")
    private Path picture;

    @Option(
            names = "--profiles",
            description = "also write the performance profiles as this SVG file")
    private Path profiles;

    @Option(names = "--csv", description = "also write scored runs as this CSV file")
    private Path csv;

    @Option(
            names = "--json",
            description = "also write runs, scores and intervals as this JSON file")
    private Path json;

    @Mixin private BootstrapOptions bootstrap = new BootstrapOptions();

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Bootstrap intervals = bootstrap.bootstrap();
        List<RunRecord> runs = records.read();
        Report report = Report.of(runs, intervals);
        write("Report", out, report::writeHtml);
        write("Picture", picture, file -> CurvePicture.write(report, file));
        write("Profiles", profiles, file -> ProfilePicture.write(report, file));
        write("CSV", csv, report::writeCsv);
        write("JSON", json, report::writeJson);
        return 0;
    }

    private void write(String what, Path file, Consumer<Path> writer) {
        if (file != null) {
            writer.accept(file);
            spec.commandLine()
                    .getOut()
                    .println(what + ": " + file.toAbsolutePath().normalize().toUri());
        }
    }
}
