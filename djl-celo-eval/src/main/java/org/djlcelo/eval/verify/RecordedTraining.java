package org.djlcelo.eval.verify;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a recorded problem from its recorded start with its recorded batches, in a DJL trainer.
 */
final class RecordedTraining {

    private final GoldenFile file;
    private final Problem problem;
    private final Device device;

    RecordedTraining(GoldenFile file, Problem problem, Device device) {
        this.file = file;
        this.problem = problem;
        this.device = device;
    }

    /**
     * Trains.
     *
     * @param optimizer the optimizer
     * @param loss the problem's loss, perhaps observed
     * @param steps the number of steps
     * @return the loss of every step, and the ids of parameters by their recorded name
     */
    Result train(Optimizer optimizer, Loss loss, int steps) {
        try (Model model = Model.newInstance(file.name(), device)) {
            Block block = problem.newBlock();
            Map<String, String> ids = start(block);
            model.setBlock(block);
            try (Trainer trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(loss)
                                    .optOptimizer(optimizer)
                                    .optDevices(new Device[] {device}))) {
                trainer.initialize(problem.inputShapes());
                float[] losses = new float[steps];
                for (int step = 0; step < steps; step++) {
                    losses[step] = step(trainer, step);
                }
                return new Result(losses, ids);
            }
        }
    }

    /** Makes the parameters start at their recorded values; returns their ids. */
    private Map<String, String> start(Block block) {
        Map<String, String> ids = new LinkedHashMap<>();
        List<Parameter> parameters = block.getParameters().values();
        for (int i = 0; i < parameters.size(); i++) {
            String name = problem.parameterNames().get(i);
            float[] values = values("params/step0/" + name);
            parameters
                    .get(i)
                    .setInitializer((manager, shape, type) -> manager.create(values, shape));
            ids.put(name, parameters.get(i).getId());
        }
        return ids;
    }

    /** Recorded values in the layout of the network. */
    float[] values(String name) {
        GoldenArray array = file.get(name);
        return problem instanceof DigitsProblem ? Layouts.toDjl(array) : array.values();
    }

    private float step(Trainer trainer, int step) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            Problem.Batch batch = problem.batch(manager, step);
            float value;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss =
                        trainer.getLoss().evaluate(batch.labels(), trainer.forward(batch.data()));
                collector.backward(loss);
                value = loss.getFloat();
                loss.attach(manager);
            }
            trainer.step();
            return value;
        }
    }

    /**
     * What a training gave.
     *
     * @param losses the loss of every step, before its update
     * @param ids parameter ids by recorded name
     */
    record Result(float[] losses, Map<String, String> ids) {}
}
