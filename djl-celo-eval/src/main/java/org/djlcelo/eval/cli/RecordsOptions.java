package org.djlcelo.eval.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import picocli.CommandLine.Option;

/** Which records are scored or shown. */
final class RecordsOptions {

    @Option(names = "--in", required = true, description = "folder of records")
    private Path in;

    @Option(
            names = "--optimizers",
            split = ",",
            description =
                    "only these, for instance adam,celo; scores need adam (default: all there are)")
    private List<String> optimizers;

    List<RunRecord> read() {
        List<RunRecord> runs = new RecordStore(in).readAll();
        if (optimizers == null) {
            return runs;
        }
        Set<String> known = new TreeSet<>();
        runs.forEach(run -> known.addAll(names(run.config())));
        for (String optimizer : optimizers) {
            if (!known.contains(optimizer)) {
                throw new UserException(NearestName.unknown("optimizer", optimizer, known));
            }
        }
        return runs.stream()
                .filter(run -> names(run.config()).stream().anyMatch(optimizers::contains))
                .toList();
    }

    /** The family's name, as tables have it, and the optimizer's, as {@code run} has it. */
    private static Set<String> names(RunRecord.Config config) {
        return new TreeSet<>(List.of(config.family(), config.optimizer().replaceFirst("@.*", "")));
    }
}
