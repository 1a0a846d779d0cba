package org.djlcelo.metatrain;

import java.util.List;
import java.util.function.Function;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Adam;
import org.djlcelo.metatrain.inner.InnerOptimizer;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;

/**
 * What trains inner tasks to be judged.
 *
 * @param label its name in tables
 * @param candidates its settings; per task and horizon the one with the best final loss counts
 */
record Contender(String label, List<Candidate> candidates) {

    /**
     * One setting.
     *
     * @param label the setting in short, empty if there is no choice
     * @param factory makes the optimizer of a run
     */
    record Candidate(String label, Function<InnerTask, InnerOptimizer> factory) {}

    /** A learned optimizer, with its scheduler or as in stage rule. */
    static Contender learned(String label, Stage as, MetaParameters theta) {
        return new Contender(
                label,
                List.of(
                        new Candidate(
                                "", task -> LearnedOptimizers.create(as, theta, task.layouts()))));
    }

    /** Adam at the best of some rates. */
    static Contender bestAdam(List<Double> rates) {
        return new Contender(
                "best Adam",
                rates.stream()
                        .map(
                                rate ->
                                        new Candidate(
                                                String.format("%.1e", rate),
                                                task -> new Adam(rate, task.layouts())))
                        .toList());
    }
}
