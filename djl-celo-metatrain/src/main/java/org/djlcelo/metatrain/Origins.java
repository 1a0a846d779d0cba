package org.djlcelo.metatrain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;
import org.djlcelo.random.Key;

/** Where weights come from, in both directions: read to start from, told when written. */
final class Origins {

    private Origins() {}

    /** The meta-parameters that a run starts from. */
    static MetaParameters initialTheta(Settings settings) throws IOException {
        if (settings.init() != null) {
            return start(Path.of(settings.init()), settings);
        }
        if (settings.needsRule()) {
            throw new UserException(
                    "Stage scheduler alone starts from the weights of stage rule; name them with"
                            + " --init.");
        }
        return random(settings);
    }

    private static MetaParameters random(Settings settings) {
        Key key = Key.of(settings.seed()).with("theta");
        return LearnedOptimizers.initial(settings.architecture(), key.random());
    }

    /** The weights of a file; of another optimizer with the same rule, the rule alone. */
    private static MetaParameters start(Path file, Settings settings) throws IOException {
        MetaParameters theta = WeightsFile.read(file).theta();
        Architecture wanted = settings.architecture();
        if (theta.architecture().equals(wanted)) {
            return theta;
        }
        List<TensorSpec> rule = Stage.RULE.trained(wanted).tensors();
        if (rule.isEmpty() || !rule.equals(Stage.RULE.trained(theta.architecture()).tensors())) {
            throw new UserException(
                    "The file "
                            + file
                            + " holds weights of "
                            + theta.architecture()
                            + "; this run needs those of "
                            + wanted
                            + ", or at least the same update rule.");
        }
        return Stage.RULE.insert(random(settings), Stage.RULE.extract(theta));
    }

    /** Weights to judge. */
    static MetaParameters read(Path file) throws IOException {
        MetaParameters theta = WeightsFile.read(file).theta();
        if (!LearnedOptimizers.names().contains(theta.architecture().name())) {
            throw new UserException(
                    "The file "
                            + file
                            + " holds weights of "
                            + theta.architecture()
                            + ", which can't be judged here; name weights of "
                            + String.join(", ", LearnedOptimizers.names())
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
        return switch (variant) {
            case ES -> "antithetic ES over whole episodes";
            case NRES -> "NRES, unbiased";
            case ORIGINAL, UNBIASED -> "PES, " + variant.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String iterations(Settings settings, Stage stage, int iteration) {
        boolean second = stage == Stage.SCHEDULER && settings.stages().contains(Stage.RULE);
        String before = second ? "rule " + settings.iterations() + ", " : "";
        return before + stage.id() + " " + iteration;
    }
}
