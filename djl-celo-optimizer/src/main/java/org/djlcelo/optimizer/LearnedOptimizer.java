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
import java.util.function.Function;
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
    private boolean pastEnd;
    private boolean closed;

    LearnedOptimizer(
            LearnedOptimizerBuilder<?> builder,
            MetaParameters theta,
            TensorFactory tensors,
            Scheduler scheduler) {
        this(
                builder,
                theta,
                settings -> new CeloEngines(tensors, scheduler, settings, Kernel.configured()));
    }

    LearnedOptimizer(
            LearnedOptimizerBuilder<?> builder,
            MetaParameters theta,
            Function<OptimizerSettings, Engines> engines) {
        super(builder);
        this.theta = theta;
        settings = builder.settings(rescaleGrad, clipGrad, getWeightDecay());
        this.engines = engines.apply(settings);
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
     * Sets where η is recorded for every step, under {@link #ETA_METRIC}. On an accelerator the
     * values arrive every 100 steps, and the last ones with {@link #close}.
     *
     * @param metrics usually those of the trainer, null for none
     */
    public final synchronized void setMetrics(Metrics metrics) {
        if (engine != null) {
            engine.flush();
        }
        this.metrics = metrics;
    }

    /** {@inheritDoc} */
    @Override
    public final synchronized void update(String parameterId, NDArray weight, NDArray grad) {
        requireOpen();
        check(parameterId, weight, grad);
        ParameterKey key = new ParameterKey(parameterId, weight.getDevice());
        if (tracker.opens(key, losses)) {
            beginStep(weight);
        }
        tracker.add(key, weight);
        engine.update(key, weight, grad);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This optimizer is closed; build a new one");
        }
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
        tracker.requireOneTrainer();
        if (engine == null) {
            engine = engines.create(weight, losses, this::publish);
            if (restored != null) {
                engine.write(restored);
                restored = null;
            }
        }
        engine.beginStep();
        tracker.open();
        if (engine.step() > settings.totalSteps() && !pastEnd) {
            pastEnd = true;
            logger.warn(
                    "Training goes on past the {} steps that setTotalSteps(...) planned; the learned"
                            + " schedule was not trained for this",
                    settings.totalSteps());
        }
    }

    private void publish(double eta) {
        if (metrics != null) {
            metrics.addMetric(ETA_METRIC, (float) eta);
        }
    }

    /**
     * Returns the multiplier of the last step.
     *
     * @return η times the global multiplier; NaN before the first step of this process. On an
     *     accelerator this waits for the device
     * @throws IllegalStateException if this optimizer is closed
     */
    public final synchronized float lastEta() {
        requireOpen();
        return engine == null ? Float.NaN : engine.lastEta();
    }

    /**
     * Returns the number of steps done, those before the begin step included.
     *
     * @return k
     */
    public final synchronized int step() {
        if (engine != null) {
            return engine.step();
        }
        return restored == null ? settings.beginStep() : restored.schedule().step();
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
     * Saves everything needed to go on in another process, under the model's parameter names:
     * accumulators, loss memory, LSTM state, progress.
     *
     * @param file where to; written beside it first and renamed
     * @param model the model in training
     * @throws IOException if the file can't be written
     * @throws IllegalStateException if no step was done yet, or this optimizer is closed
     */
    public final synchronized void save(Path file, Model model) throws IOException {
        requireOpen();
        StepEngine.EngineState state = engine == null ? restored : engine.read();
        if (state == null) {
            throw new IllegalStateException("There is no state to save before the first step");
        }
        stateFile().save(file, model, state);
    }

    /**
     * Continues from a saved state. Load the model's parameters as well; together they make the
     * resumed run equal to one that was never stopped, on a CPU bit for bit.
     *
     * @param file what {@link #save} wrote
     * @param model the model in training, its parameters initialised
     * @throws IOException if the file can't be read, is cut short or altered, or belongs to another
     *     model, other weights or another number of planned steps; nothing has changed then
     * @throws IllegalStateException if this optimizer has made steps already, or is closed
     */
    public final synchronized void load(Path file, Model model) throws IOException {
        requireOpen();
        if (engine != null) {
            throw new IllegalStateException(
                    "Load the state before the first step of a new optimizer");
        }
        restored = stateFile().load(file, model);
    }

    private OptimizerStateFile stateFile() {
        return OptimizerStateFile.of(theta.id(), engines);
    }

    /**
     * Frees all state. Losses that were observed stay usable, but nothing is recorded any more.
     * Closing again does nothing.
     */
    @Override
    public final synchronized void close() {
        if (!closed && engine != null) {
            engine.flush();
            engine.close();
        }
        closed = true;
        losses.close();
    }
}
