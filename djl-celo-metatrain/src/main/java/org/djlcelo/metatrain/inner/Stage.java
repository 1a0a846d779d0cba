package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import java.util.Locale;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;

/**
 * The two stages of Celo's meta-training: which meta-parameters move and how the rule is used.
 *
 * <p>What a stage does not train is frozen for real: neither perturbed nor decayed. (The original
 * zeroes its gradient but perturbs it and lets weight decay shrink it.)
 */
public enum Stage {
    /** The update rule alone, applied with η = 1. */
    RULE(true),
    /** The scheduler over the frozen update rule, applied with its η. */
    SCHEDULER(false);

    private final Architecture trained;

    Stage(boolean rule) {
        trained =
                new Architecture(
                        Architecture.CELO.name() + "/" + id(),
                        Architecture.CELO.tensors().stream()
                                .filter(t -> isOfRule(t) == rule)
                                .toList());
    }

    /**
     * Returns the tensors that this stage trains.
     *
     * @return part of {@link Architecture#CELO}, in its order
     */
    public Architecture trained() {
        return trained;
    }

    /**
     * Returns the number of meta-parameters that this stage trains.
     *
     * @return 159 or 36 930
     */
    public int trainableSize() {
        return trained.size();
    }

    /**
     * Returns the meta-parameters that this stage trains.
     *
     * @param theta all meta-parameters
     * @return a copy of those trained
     */
    public float[] extract(MetaParameters theta) {
        return Arrays.copyOfRange(theta.toVector(), from(), from() + trainableSize());
    }

    /**
     * Returns meta-parameters with other values for those that this stage trains.
     *
     * @param theta all meta-parameters
     * @param trainable the new values
     * @return the combination
     */
    public MetaParameters insert(MetaParameters theta, float[] trainable) {
        float[] vector = theta.toVector();
        System.arraycopy(trainable, 0, vector, from(), trainableSize());
        return new MetaParameters(theta.architecture(), vector);
    }

    /**
     * Returns the name used on the command line and in files.
     *
     * @return {@code rule} or {@code scheduler}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule's tensors come first in the vector. */
    private int from() {
        return this == RULE ? 0 : RULE.trainableSize();
    }

    private static boolean isOfRule(TensorSpec tensor) {
        return tensor.name().startsWith(Architecture.RULE_PREFIX);
    }
}
