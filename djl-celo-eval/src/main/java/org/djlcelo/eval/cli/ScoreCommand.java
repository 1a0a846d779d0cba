package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.ScoreTable;
import org.djlcelo.eval.score.Scorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the scores of a directory of records. */
@Command(
        name = "score",
        description = "Prints the score tables of a folder of records.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ScoreCommand implements Callable<Integer> {

    @Mixin private RecordsOptions records = new RecordsOptions();

    @Mixin private BootstrapOptions bootstrap = new BootstrapOptions();

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Bootstrap intervals = bootstrap.bootstrap();
        PrintWriter out = spec.commandLine().getOut();
        List<ScoreSheet> sheets = Scorer.score(records.read());
        sheets.forEach(sheet -> out.println(ScoreTable.format(sheet, intervals)));
        return 0;
    }
}
