package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/**
 * Builds a learned optimizer.
 *
 * @param <T> the builder's own type
 */
public abstract class LearnedOptimizerBuilder<T extends LearnedOptimizerBuilder<T>>
        extends Optimizer.OptimizerBuilder<T> {

    private WeightsSource weights;
    private int totalSteps;
    private int beginStep;
    private float multiplier = 1;
    private NonFinite nonFinite = NonFinite.SKIP;
    private Predicate<Shape> decayFilter = shape -> true;
    private Supplier<StepTensors> stepTensors;
    private int parallelism = Runtime.getRuntime().availableProcessors();

    /** Takes what the optimizer can run, first what it takes from the zoo by default. */
    LearnedOptimizerBuilder(Architecture... architectures) {
        weights = WeightsSource.zoo(architectures);
    }

    /**
     * Sets the meta-parameters.
     *
     * @param theta meta-parameters of this optimizer's architecture
     * @return this builder
     */
    public T optWeights(MetaParameters theta) {
        weights = weights.given(theta);
        return self();
    }

    /**
     * Sets the file to read the meta-parameters from.
     *
     * @param file a safetensors file of this project, or the reference's flax {@code theta.state}
     * @return this builder
     */
    public T optWeights(Path file) {
        weights = weights.file(file);
        return self();
    }

    /**
     * Sets the model zoo artifact to take the meta-parameters from.
     *
     * @param artifactId an artifact of the group {@code org.djlcelo}; the default is the
     *     architecture's name
     * @return this builder
     */
    public T optWeights(String artifactId) {
        weights = weights.artifact(artifactId);
        return self();
    }

    MetaParameters weights() {
        return weights.load();
    }

    /**
     * Sets the planned number of optimizer steps T. Required: the learned schedule depends on it.
     *
     * @param totalSteps the number of steps, at least 1
     * @return this builder
     * @see TrainingSteps#of(long, int, int)
     */
    public T setTotalSteps(int totalSteps) {
        if (totalSteps < 1) {
            throw new IllegalArgumentException(
                    "setTotalSteps(...) needs at least 1 step, not " + totalSteps);
        }
        this.totalSteps = totalSteps;
        return self();
    }

    /**
     * Sets a number that η is multiplied with in every step. The default, 1, is what the weights
     * were trained for.
     *
     * @param multiplier the multiplier
     * @return this builder
     */
    public T optMultiplier(float multiplier) {
        requireNotNegative("optMultiplier", multiplier);
        this.multiplier = multiplier;
        return self();
    }

    /**
     * Sets what happens to non-finite gradients and losses.
     *
     * @param nonFinite the behaviour; the default skips them with a warning
     * @return this builder
     */
    public T optNonFinite(NonFinite nonFinite) {
        this.nonFinite = Objects.requireNonNull(nonFinite);
        return self();
    }

    private static void requireNotNegative(String setter, float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                    setter + "(...) needs a finite number of at least 0, not " + value);
        }
    }

    /**
     * Sets what gradients are multiplied with before anything else, usually 1 over the batch size
     * for a loss that is a sum over the batch.
     *
     * @param rescaleGrad the factor, 1 by default
     * @return this builder
     */
    @Override
    public T setRescaleGrad(float rescaleGrad) {
        requireNotNegative("setRescaleGrad", rescaleGrad);
        return super.setRescaleGrad(rescaleGrad);
    }

    /**
     * Sets the bound that every element of a rescaled gradient is clipped to, on both sides. The
     * bound of the rule itself, 1000, applies as well.
     *
     * @param clipGrad the bound; a negative number, the default, for none
     * @return this builder
     */
    @Override
    public T optClipGrad(float clipGrad) {
        if (Float.isNaN(clipGrad)) {
            throw new IllegalArgumentException("optClipGrad(...) needs a number, not NaN");
        }
        return super.optClipGrad(clipGrad);
    }

    /**
     * Sets decoupled weight decay: in every step a parameter p also loses {@code 0.001·η·decay·p},
     * apart from the gradient, as AdamW does with the learning rate {@code 0.001·η}.
     *
     * @param weightDecays the decay, 0 (the default) for none
     * @return this builder
     */
    @Override
    public T optWeightDecays(float weightDecays) {
        requireNotNegative("optWeightDecays", weightDecays);
        return super.optWeightDecays(weightDecays);
    }

    /**
     * Sets which parameters decay, by their shapes. {@code shape -> shape.dimension() > 1} spares
     * biases and the scales of norms.
     *
     * @param filter true for shapes that decay; the default is all
     * @return this builder
     */
    public T optWeightDecayFilter(Predicate<Shape> filter) {
        this.decayFilter = Objects.requireNonNull(filter);
        return self();
    }

    /**
     * Sets how many of the planned steps count as done before the first one; training progress,
     * which the schedule depends on, starts there.
     *
     * @param beginNumUpdate the number of steps, at least 0
     * @return this builder
     */
    @Override
    public T optBeginNumUpdate(int beginNumUpdate) {
        if (beginNumUpdate < 0) {
            throw new IllegalArgumentException(
                    "optBeginNumUpdate(...) needs at least 0 steps, not " + beginNumUpdate);
        }
        this.beginStep = beginNumUpdate;
        return super.optBeginNumUpdate(beginNumUpdate);
    }

    /**
     * Sets how many threads may share the update of a large tensor on a CPU. Results don't depend
     * on it, and small tensors stay on the calling thread.
     *
     * @param threads the number of threads, the calling one included; the default is that of the
     *     processors. 1 starts none. Celo-Adam never starts any
     * @return this builder
     */
    public T optParallelism(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "optParallelism(...) needs at least 1 thread, not " + threads);
        }
        this.parallelism = threads;
        return self();
    }

    /** Sets what a step consists of; looked up when its first tensor is updated. */
    T stepOf(Supplier<StepTensors> tensors) {
        stepTensors = tensors;
        return self();
    }

    boolean knowsStep() {
        return stepTensors != null;
    }

    int totalSteps() {
        if (totalSteps == 0) {
            throw new IllegalArgumentException(
                    "The learned schedule needs the planned number of steps: add"
                            + " setTotalSteps(TrainingSteps.of(dataset.size(), batchSize,"
                            + " epochs)) to the builder");
        }
        return totalSteps;
    }

    OptimizerSettings settings(float rescaleGrad, float clipGrad, float weightDecay) {
        return new OptimizerSettings(
                totalSteps(),
                beginStep,
                multiplier,
                nonFinite,
                rescaleGrad,
                clipGrad < 0 ? Float.POSITIVE_INFINITY : clipGrad,
                weightDecay,
                decayFilter,
                parallelism,
                knowsStep() ? stepTensors : () -> StepTensors.NONE);
    }
}
