package org.djlcelo.eval.score;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.djlcelo.eval.experiment.RunRecord;

/** The weights of learned optimizers: a name alone doesn't say whose they are. */
final class WeightNames {

    private WeightNames() {}

    /**
     * Names the weights behind some trials.
     *
     * @param trials of any optimizers
     * @return for instance {@code celo = zoo:celo (celo-e5b12e34ff41)}, several with commas between
     *     them; empty if nothing is learned
     */
    static String of(List<Trial> trials) {
        Set<String> names = new LinkedHashSet<>();
        for (Trial trial : trials) {
            RunRecord run = trial.run();
            if (run.weightsSource() != null) {
                String id = run.config().settings().get(Labels.WEIGHTS);
                names.add(trial.family() + " = " + run.weightsSource() + " (" + id + ")");
            }
        }
        return String.join(", ", names);
    }
}
