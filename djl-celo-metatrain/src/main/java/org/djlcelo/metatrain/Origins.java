package org.djlcelo.metatrain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;
import org.djlcelo.random.Key;

/** Where weights come from, in both directions: read to start from, told when written. */
final class Origins {

    private Origins() {}

    /** The meta-parameters that a run starts from. */
    static MetaParameters initialTheta(Settings settings) throws IOException {
        if (settings.init() != null) {
            return readCelo(Path.of(settings.init()));
        }
        if (settings.stages().get(0) != Stage.RULE) {
            throw new UserException(
                    "Stage scheduler alone starts from the weights of stage rule; name them with"
                            + " --init.");
        }
        Key key = Key.of(settings.seed()).with("theta");
        return Initializer.random(Architecture.CELO, key.random());
    }

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

    /** One line about weights that a run starts from: what they are and how they were made. */
    static String story(Path file) throws IOException {
        Weights weights = WeightsFile.read(file);
        Provenance how = weights.provenance();
        StringBuilder story = new StringBuilder(weights.theta().id());
        for (String fact :
                List.of(
                        Provenance.ITERATIONS,
                        Provenance.ESTIMATOR,
                        Provenance.SEED,
                        Provenance.COMMIT,
                        Provenance.COMMAND,
                        Provenance.SOURCE)) {
            how.get(fact)
                    .ifPresent(value -> story.append("; ").append(fact).append(": ").append(value));
        }
        return story.toString();
    }

    static Provenance provenance(RunDescription run, Stage stage, int iteration) {
        Settings settings = run.settings();
        Provenance provenance =
                Provenance.UNKNOWN
                        .with(Provenance.COMMAND, settings.command())
                        .with(Provenance.DATA, String.join("; ", run.data()))
                        .with(Provenance.DATA_LICENSES, String.join("; ", run.licences()))
                        .with(Provenance.LICENSE, "Apache-2.0")
                        .with(Provenance.SEED, Long.toString(settings.seed()))
                        .with(Provenance.ITERATIONS, iterations(settings, stage, iteration))
                        .with(Provenance.ESTIMATOR, estimator(settings.estimator()))
                        .with(Provenance.DATE, LocalDate.now(ZoneOffset.UTC).toString());
        List<String> source = new ArrayList<>();
        if (run.start() != null) {
            source.add("started from " + run.start());
        }
        if (run.continued() != null) {
            source.add(
                    "continued with fresh particles after "
                            + run.continued().stage().id()
                            + " "
                            + run.continued().iteration());
        }
        if (!source.isEmpty()) {
            provenance = provenance.with(Provenance.SOURCE, String.join("; ", source));
        }
        if (settings.commit() != null) {
            provenance = provenance.with(Provenance.COMMIT, settings.commit());
        }
        return provenance;
    }

    private static String estimator(PesVariant variant) {
        return variant == PesVariant.ES
                ? "antithetic ES over whole episodes"
                : "PES, " + variant.name().toLowerCase(Locale.ROOT);
    }

    private static String iterations(Settings settings, Stage stage, int iteration) {
        boolean second = stage == Stage.SCHEDULER && settings.stages().contains(Stage.RULE);
        String before = second ? "rule " + settings.iterations() + ", " : "";
        return before + stage.id() + " " + iteration;
    }
}
