package org.djlcelo.metatrain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;

/** Where weights come from, in both directions: read to start from, told when written. */
final class Origins {

    private Origins() {}

    static MetaParameters readCelo(Path file) throws IOException {
        MetaParameters theta = WeightsFile.read(file).theta();
        if (!theta.architecture().equals(Architecture.CELO)) {
            throw new UserException(
                    "The file "
                            + file
                            + " holds weights of "
                            + theta.architecture()
                            + "; meta-training needs those of "
                            + Architecture.CELO
                            + ".");
        }
        return theta;
    }

    static Provenance provenance(RunFolder.Description run, Stage stage, int iteration) {
        Settings settings = run.settings();
        Provenance provenance =
                Provenance.UNKNOWN
                        .with(Provenance.COMMAND, settings.command())
                        .with(Provenance.DATA, String.join("; ", run.data()))
                        .with(Provenance.DATA_LICENSES, String.join("; ", run.licences()))
                        .with(Provenance.LICENSE, "Apache-2.0")
                        .with(Provenance.SEED, Long.toString(settings.seed()))
                        .with(Provenance.ITERATIONS, iterations(settings, stage, iteration))
                        .with(
                                Provenance.ESTIMATOR,
                                "PES, " + settings.estimator().name().toLowerCase(Locale.ROOT))
                        .with(Provenance.DATE, LocalDate.now(ZoneOffset.UTC).toString());
        return settings.commit() == null
                ? provenance
                : provenance.with(Provenance.COMMIT, settings.commit());
    }

    private static String iterations(Settings settings, Stage stage, int iteration) {
        boolean second = stage == Stage.SCHEDULER && settings.stages().contains(Stage.RULE);
        String before = second ? "rule " + settings.iterations() + ", " : "";
        String start =
                settings.init() == null
                        ? ""
                        : ", started from " + Path.of(settings.init()).getFileName();
        return before + stage.id() + " " + iteration + start;
    }
}
