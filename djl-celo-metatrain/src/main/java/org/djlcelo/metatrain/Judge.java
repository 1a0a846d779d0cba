package org.djlcelo.metatrain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.djlcelo.metatrain.inner.InnerRun;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.random.Key;

/**
 * Runs optimizers on inner tasks, to choose between weights.
 *
 * <p>For the same seed every optimizer sees the same initial parameters and the same batches, so
 * differences are paired.
 *
 * @param horizon the steps T of a run
 * @param seeds runs of each setting
 */
record Judge(int horizon, int seeds) {

    /** Of initial parameters and batches; never that of a training run. */
    private static final Key KEY = Key.of(0).with("runs");

    /** Returns what the best setting of a contender does on a task. */
    Outcome best(InnerTask task, Contender contender) {
        return contender.candidates().stream()
                .map(candidate -> run(task, candidate))
                .min(Comparator.comparingDouble(Outcome::last))
                .orElseThrow();
    }

    private Outcome run(InnerTask task, Contender.Candidate candidate) {
        List<InnerRun.Losses> runs =
                IntStream.range(0, seeds)
                        .parallel()
                        .mapToObj(
                                seed ->
                                        InnerRun.of(
                                                task,
                                                candidate.factory().apply(task),
                                                horizon,
                                                KEY.with(task.name()).with(seed)))
                        .toList();
        return new Outcome(candidate.label(), runs);
    }
}
