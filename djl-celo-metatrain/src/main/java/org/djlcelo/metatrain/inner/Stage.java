package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;

/**
 * A stage of meta-training: which meta-parameters move and how the rule is used.
 *
 * <p>What a stage does not train is frozen for real: neither perturbed nor decayed. (The original
 * zeroes its gradient but perturbs it and lets weight decay shrink it.)
 */
public enum Stage {
    /** The update rule alone, applied with η = 1. */
    RULE,
    /** The scheduler over the frozen update rule, applied with its η. */
    SCHEDULER,
    /** Rule and scheduler together, applied with its η: the paper's ablation "one stage". */
    JOINT;

    /** The paper's two stages, in their order. */
    public static final List<Stage> TWO = List.of(RULE, SCHEDULER);

    /**
     * Returns the tensors that this stage trains.
     *
     * @param whole the optimizer's architecture
     * @return part of it, in its order; empty if the optimizer has nothing for this stage
     */
    public Architecture trained(Architecture whole) {
        return new Architecture(
                whole.name() + "/" + id(), whole.tensors().stream().filter(this::trains).toList());
    }

    /**
     * Returns the meta-parameters that this stage trains.
     *
     * @param theta all meta-parameters
     * @return a copy of those trained
     */
    public float[] extract(MetaParameters theta) {
        Architecture whole = theta.architecture();
        int from = from(whole);
        return Arrays.copyOfRange(theta.toVector(), from, from + trained(whole).size());
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
        System.arraycopy(trainable, 0, vector, from(theta.architecture()), trainable.length);
        return new MetaParameters(theta.architecture(), vector);
    }

    /**
     * Returns the name used on the command line and in files.
     *
     * @return {@code rule}, {@code scheduler} or {@code joint}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the scheduler acts. */
    boolean isScheduled() {
        return this != RULE;
    }

    /** The rule's tensors, if there are any, come first in the vector. */
    private int from(Architecture whole) {
        return this == SCHEDULER ? RULE.trained(whole).size() : 0;
    }

    private boolean trains(TensorSpec tensor) {
        boolean ofRule = tensor.name().startsWith(Architecture.RULE_PREFIX);
        return this == JOINT || ofRule == (this == RULE);
    }
}
