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
    RULE,
    /** The scheduler over the frozen update rule, applied with its η. */
    SCHEDULER;

    /**
     * Returns the number of meta-parameters that this stage trains.
     *
     * @return 159 or 36 930
     */
    public int trainableSize() {
        return to() - from();
    }

    /**
     * Returns the meta-parameters that this stage trains.
     *
     * @param theta all meta-parameters
     * @return a copy of those trained
     */
    public float[] extract(MetaParameters theta) {
        return Arrays.copyOfRange(theta.toVector(), from(), to());
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

    private int from() {
        return this == RULE ? 0 : ruleSize();
    }

    private int to() {
        return this == RULE ? ruleSize() : Architecture.CELO.size();
    }

    /** The rule's tensors come first in the vector. */
    private static int ruleSize() {
        return Architecture.CELO.tensors().stream()
                .filter(t -> t.name().startsWith(Architecture.RULE_PREFIX))
                .mapToInt(TensorSpec::size)
                .sum();
    }
}
