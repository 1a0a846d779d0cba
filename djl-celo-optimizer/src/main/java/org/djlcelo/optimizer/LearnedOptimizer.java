package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DJL optimizer with learned meta-parameters.
 *
 * <p>DJL calls {@link #update} for every parameter on every device and says nothing about steps or
 * losses. This class finds the steps in the calls, reads the training loss from the loss it was
 * given to observe, and runs the learned scheduler once per step and the rule once per tensor.
 * State belongs to the optimizer until {@link #close}.
 *
 * <p>Use one optimizer for one {@code Trainer}. A parameter that a batch doesn't use arrives with a
 * zero gradient and is moved all the same, as in the reference: its momenta go on, and the learned
 * step isn't zero for a zero gradient.
 */
public abstract class LearnedOptimizer extends Optimizer implements AutoCloseable {

    /** The name of η in DJL's {@link Metrics}. */
    public static final String ETA_METRIC = "eta";

    private static final Logger logger = LoggerFactory.getLogger(LearnedOptimizer.class);

    private final MetaParameters theta;
    private final OptimizerSettings settings;
    private final Engines engines;
    private final LossObserver losses = new LossObserver();
    private final StepTracker tracker = new StepTracker();
    private final Map<String, Shape> shapes = new HashMap<>();
    private Metrics metrics;
    private StepEngine engine;
    private StepEngine.EngineState restored;
    private boolean closed;

    LearnedOptimizer(
            Builder<?> builder, MetaParameters theta, TensorFactory tensors, Scheduler scheduler) {
        super(builder);
        this.theta = theta;
        settings = builder.settings(rescaleGrad, clipGrad, getWeightDecay());
        engines = new Engines(tensors, scheduler, settings, Kernel.configured());
    }

    /**
     * Returns the loss to hand to the training configuration: the given one, observed.
     *
     * <p>Only values that are differentiated count, whatever the thread; accumulators (metrics,
     * validation) go to the given loss. A loss that isn't a scalar counts with its sum, which is
     * what {@code backward} differentiates. The values of several devices, or of several backward
     * passes before one step, are averaged.
     *
     * @param loss the training loss
     * @return the same loss, observed
     * @throws IllegalArgumentException if the loss is observed already
     */
    public final Loss observe(Loss loss) {
        return losses.wrap(loss);
    }

    /**
     * Reports the training loss of the step to come, in a loop that doesn't use an observed loss.
     *
     * @param loss the loss on the batch whose gradients the next step uses
     */
    public final void observe(float loss) {
        losses.report(loss);
    }

    /**
     * Reports the training loss of the step to come.
     *
     * @param loss the loss on the batch whose gradients the next step uses; an array that isn't a
     *     scalar counts with its sum
     */
    public final void observe(NDArray loss) {
        losses.report(loss);
    }

    /**
     * Sets where η is recorded for every step, under {@link #ETA_METRIC}.
     *
     * @param metrics usually those of the trainer
     */
    public final void setMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** {@inheritDoc} */
    @Override
    public final synchronized void update(String parameterId, NDArray weight, NDArray grad) {
        if (closed) {
            throw new IllegalStateException("This optimizer is closed; build a new one");
        }
        check(parameterId, weight, grad);
        ParameterKey key = new ParameterKey(parameterId, weight.getDevice());
        if (tracker.opens(key, losses)) {
            beginStep(weight);
        }
        tracker.add(key);
        engine.update(key, weight, grad);
        updateCount(parameterId);
    }

    private void check(String parameterId, NDArray weight, NDArray grad) {
        if (weight.getDataType() != DataType.FLOAT32 || grad.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                    "Learned optimizers update float32 parameters; one of shape "
                            + weight.getShape()
                            + " is "
                            + weight.getDataType()
                            + " with a gradient of "
                            + grad.getDataType()
                            + ". Keep the model in DataType.FLOAT32");
        }
        if (grad.isSparse()) {
            throw new IllegalArgumentException(
                    "Learned optimizers need dense gradients; the one of shape "
                            + grad.getShape()
                            + " is sparse. Build the embedding without optSparseFormat(...)");
        }
        Shape known = shapes.putIfAbsent(parameterId, weight.getShape());
        if (known != null && !known.equals(weight.getShape())) {
            throw new IllegalArgumentException(
                    "A parameter changed its shape from "
                            + known
                            + " to "
                            + weight.getShape()
                            + " during training; build a new optimizer for the new model");
        }
    }

    private void beginStep(NDArray weight) {
        tracker.open();
        if (engine == null) {
            engine = engines.forDevice(weight, losses);
            if (restored != null) {
                engine.write(restored);
                restored = null;
            }
        }
        engine.beginStep();
        if (engine.step() == settings.totalSteps() + 1) {
            logger.warn(
                    "Training goes on past the {} steps that setTotalSteps(...) planned; the learned"
                            + " schedule was not trained for this",
                    settings.totalSteps());
        }
        if (metrics != null) {
            engine.recordEta(eta -> metrics.addMetric(ETA_METRIC, eta));
        }
    }

    /**
     * Returns the multiplier of the last step.
     *
     * @return η times the global multiplier; NaN before the first step. On an accelerator this
     *     waits for the device
     */
    public final synchronized float lastEta() {
        return engine == null ? Float.NaN : engine.lastEta();
    }

    /**
     * Returns the number of steps done, those before the begin step included.
     *
     * @return k
     */
    public final synchronized int step() {
        return engine == null ? settings.beginStep() : engine.step();
    }

    /**
     * Returns how many times a tensor was skipped because its gradient had a NaN.
     *
     * @return the count; on an accelerator as of the last read-back, at most 100 steps ago
     */
    public final synchronized long skippedTensors() {
        return engine == null ? 0 : engine.skippedTensors();
    }

    /**
     * Returns the meta-parameters.
     *
     * @return theta
     */
    public final MetaParameters weights() {
        return theta;
    }

    /**
     * Saves everything needed to go on in another process, under the model's parameter names.
     *
     * @param file where to; written beside it first and renamed
     * @param model the model in training
     * @throws IOException if the file can't be written
     * @throws IllegalStateException if no step was done yet
     */
    public final synchronized void save(Path file, Model model) throws IOException {
        if (engine == null) {
            throw new IllegalStateException("There is no state to save before the first step");
        }
        stateFile().save(file, model, engine.read());
    }

    /**
     * Continues from a saved state. Load the model's parameters as well; together they make the
     * resumed run equal to one that was never stopped, on a CPU bit for bit.
     *
     * @param file what {@link #save} wrote
     * @param model the model in training, its parameters initialised
     * @throws IOException if the file can't be read, is cut short or altered, or belongs to another
     *     model, other weights or another number of planned steps
     * @throws IllegalStateException if this optimizer has made steps already
     */
    public final synchronized void load(Path file, Model model) throws IOException {
        if (engine != null) {
            throw new IllegalStateException(
                    "Load the state before the first step of a new optimizer");
        }
        restored = stateFile().load(file, model);
    }

    private OptimizerStateFile stateFile() {
        return new OptimizerStateFile(theta.id(), settings.totalSteps());
    }

    /** Frees all state. */
    @Override
    public final synchronized void close() {
        closed = true;
        if (engine != null) {
            engine.close();
        }
        losses.close();
    }

    /**
     * Builds a learned optimizer.
     *
     * @param <T> the builder's own type
     */
    public abstract static class Builder<T extends Builder<T>> extends OptimizerBuilder<T> {

        private WeightsSource weights;
        private int totalSteps;
        private int beginStep;
        private float multiplier = 1;
        private NonFinite nonFinite = NonFinite.SKIP;
        private Predicate<Shape> decayFilter = shape -> true;

        Builder(Architecture architecture) {
            weights = WeightsSource.zoo(architecture);
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
         * @param file a safetensors file of this project, or the reference's flax {@code
         *     theta.state}
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
         * Sets the planned number of optimizer steps T. Required: the learned schedule depends on
         * it.
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
         * Sets a number that η is multiplied with in every step. The default, 1, is what the
         * weights were trained for.
         *
         * @param multiplier the multiplier
         * @return this builder
         */
        public T optMultiplier(float multiplier) {
            if (!(multiplier >= 0) || Float.isInfinite(multiplier)) {
                throw new IllegalArgumentException(
                        "optMultiplier(...) needs a finite number of at least 0, not "
                                + multiplier);
            }
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
            this.nonFinite = nonFinite;
            return self();
        }

        /**
         * Sets decoupled weight decay: in every step a parameter p also loses {@code
         * 0.001·η·decay·p}, apart from the gradient, as AdamW does with the learning rate {@code
         * 0.001·η}.
         *
         * @param weightDecays the decay, 0 (the default) for none
         * @return this builder
         */
        @Override
        public T optWeightDecays(float weightDecays) {
            if (!(weightDecays >= 0) || Float.isInfinite(weightDecays)) {
                throw new IllegalArgumentException(
                        "optWeightDecays(...) needs a finite number of at least 0, not "
                                + weightDecays);
            }
            return super.optWeightDecays(weightDecays);
        }

        /**
         * Sets which parameters decay, by their shapes. {@code shape -> shape.dimension() > 1}
         * spares biases and the scales of norms.
         *
         * @param filter true for shapes that decay; the default is all
         * @return this builder
         */
        public T optWeightDecayFilter(Predicate<Shape> filter) {
            this.decayFilter = filter;
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
                    decayFilter);
        }
    }
}
