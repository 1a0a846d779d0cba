package org.djlcelo.eval.experiment;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import java.util.Optional;
import org.djlcelo.data.Split;
import org.djlcelo.eval.contender.Rig;
import org.djlcelo.eval.task.Batches;
import org.djlcelo.eval.task.Workload;
import org.djlcelo.random.Key;

/**
 * Trains one network with a DJL {@link Trainer} and records what happened.
 *
 * <p>The loss of step i is taken before update i. Evaluations come before steps 0, 10, 20, ... and
 * after the last update. (The reference makes one update more after its last evaluation; no number
 * depends on it.)
 */
public final class TrainingRun {

    /** A network whose loss was not finite for so long does not come back. */
    private static final int HOPELESS_STEPS = 20;

    private final Experiment experiment;
    private final Environment environment;
    private final StepListener listener;
    private final CurveRecorder curves = new CurveRecorder();
    private long trainingNanos;
    private long optimizerNanos;
    private int badSteps;

    /**
     * Creates a run; nothing is trained yet.
     *
     * @param experiment what to run
     * @param environment where it runs
     * @param listener is told of every step
     */
    public TrainingRun(Experiment experiment, Environment environment, StepListener listener) {
        this.experiment = experiment;
        this.environment = environment;
        this.listener = listener;
    }

    /**
     * Runs to the end or to a failure.
     *
     * @return the record; a failure is a record, too
     */
    public RunRecord run() {
        long start = System.nanoTime();
        String failure = null;
        try {
            train();
        } catch (RunFailure e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            failure = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        Curves measured = curves.curves();
        RunRecord.Cost cost =
                new RunRecord.Cost(
                        (System.nanoTime() - start) / 1e9,
                        perStep(trainingNanos, measured),
                        environment.device().isGpu() ? null : perStep(optimizerNanos, measured));
        return experiment.record(environment, cost, failure, measured);
    }

    private static double perStep(long nanos, Curves measured) {
        return nanos / 1e6 / Math.max(1, measured.trainLoss().length);
    }

    private void train() {
        Workload workload = experiment.workload();
        Key key = Key.of(experiment.seed()).with(experiment.task().name());
        Block network = workload.newNetwork(key.with("parameters"));
        int threads = environment.threads();
        try (Rig rig = experiment.contender().start(experiment.steps(), threads, network);
                Model model = Model.newInstance(experiment.task().name(), environment.device())) {
            model.setBlock(network);
            PrimedOptimizer optimizer = new PrimedOptimizer(rig.optimizer());
            TrainingConfig config =
                    new DefaultTrainingConfig(rig.observe(workload.newLoss()))
                            .optOptimizer(optimizer)
                            .optDevices(new Device[] {environment.device()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(workload.inputShapes());
                optimizer.prime(trainer);
                loop(
                        trainer,
                        rig,
                        workload.batches(Split.TRAIN, key.with("training")),
                        Evaluators.of(workload, key));
            }
        }
    }

    private void loop(Trainer trainer, Rig rig, Batches batches, Evaluators evaluators) {
        Protocol protocol = experiment.protocol();
        for (int step = 0; step < experiment.steps(); step++) {
            if (protocol.evaluatesBefore(step)) {
                evaluate(trainer, step, evaluators, protocol.evalBatches());
            }
            long start = System.nanoTime();
            float loss = trainStep(trainer, batches, step);
            trainingNanos += System.nanoTime() - start;
            curves.step(loss, rig.eta());
            giveUpIfHopeless(loss, step);
            listener.stepsDone(step + 1);
        }
        evaluate(trainer, experiment.steps(), evaluators, protocol.finalBatches());
    }

    private float trainStep(Trainer trainer, Batches batches, int step) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            Batches.Batch batch = batches.get(manager, step);
            float value;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss =
                        trainer.getLoss().evaluate(batch.labels(), trainer.forward(batch.data()));
                collector.backward(loss);
                value = loss.getFloat();
            }
            long start = System.nanoTime();
            trainer.step();
            optimizerNanos += System.nanoTime() - start;
            return value;
        }
    }

    private void evaluate(Trainer trainer, int step, Evaluators evaluators, int count) {
        curves.evaluation(
                step,
                evaluators.train.evaluate(trainer, count),
                evaluators.validation.map(evaluator -> evaluator.evaluate(trainer, count)),
                evaluators.test.evaluate(trainer, count));
    }

    private void giveUpIfHopeless(float loss, int step) {
        badSteps = Float.isFinite(loss) ? 0 : badSteps + 1;
        if (badSteps == HOPELESS_STEPS) {
            throw new RunFailure(
                    "The training loss was not finite for "
                            + HOPELESS_STEPS
                            + " steps in a row, up to step "
                            + step
                            + ".");
        }
    }

    private record Evaluators(Evaluator train, Optional<Evaluator> validation, Evaluator test) {

        static Evaluators of(Workload workload, Key key) {
            return new Evaluators(
                    new Evaluator(
                            workload,
                            workload.batches(Split.TRAIN, key.with("evaluation on train"))),
                    workload.validationBatches(key.with("evaluation on validation"))
                            .map(batches -> new Evaluator(workload, batches)),
                    new Evaluator(
                            workload,
                            workload.batches(Split.TEST, key.with("evaluation on test"))));
        }
    }

    /** A run given up on purpose. */
    private static final class RunFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RunFailure(String message) {
            super(message);
        }
    }
}
