package org.djlcelo.family;

import java.util.Set;
import java.util.random.RandomGenerator;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;

/**
 * One architecture of learned optimizers, without weights; immutable and shared by threads.
 *
 * <p>Implement it in one class of one file and name the class in {@code
 * META-INF/services/org.djlcelo.family.LearnedRule}: the guide {@code docs/add-an-architecture.md}
 * does so step by step. An implementation found that way needs a public constructor without
 * arguments.
 */
public interface LearnedRule {

    /**
     * Returns the name on command lines, in records and in the model zoo: by default that of the
     * {@link #architecture}.
     *
     * @return lower-case words with hyphens, for instance {@code adafac-mlp}
     */
    default String name() {
        return architecture().name();
    }

    /**
     * Returns what it is, for lists.
     *
     * @return a few words without a full stop
     */
    String summary();

    /**
     * Returns names and shapes of the weights. Two rules that do different things with the same
     * weights, as Celo2 and Celo2-base, share one.
     *
     * @return always the same
     */
    Architecture architecture();

    /**
     * Returns what a run must be told.
     *
     * @return the needs, none for a rule that looks at parameters and gradients alone
     */
    Set<Need> needs();

    /**
     * Draws weights to begin meta-training with: by default {@link Initializer#random}.
     *
     * @param random the source of randomness; the same source gives the same weights
     * @return meta-parameters of {@link #architecture}
     */
    default MetaParameters initial(RandomGenerator random) {
        return Initializer.random(architecture(), random);
    }

    /**
     * Begins a run: its state is that before the first step.
     *
     * @param theta meta-parameters of {@link #architecture}
     * @param plan the tensors and the planned number of steps
     * @return the run
     * @throws IllegalArgumentException if the meta-parameters are of another architecture
     */
    LearnedRun begin(MetaParameters theta, RunPlan plan);
}
