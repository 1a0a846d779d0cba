package org.djlcelo.eval.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;

/**
 * A network in training: random images and labels, always the same batch, which is on the device
 * already.
 *
 * <p>Before every turn the parameters go back to their start, because a network that has learned
 * its only batch by heart has gradients of zero.
 */
final class TrainingEntry implements Entry {

    private final BenchOptimizer optimizer;
    private final Model model;
    private final Trainer trainer;
    private final NDManager manager;
    private final NDList images;
    private final NDList labels;
    private final StartValues starts = new StartValues();
    private NDArray lastParameter;

    TrainingEntry(TrainingCourse.Network network, BenchOptimizer optimizer, Device device) {
        this.optimizer = optimizer;
        model = Model.newInstance(network.label(), device);
        model.setBlock(network.newBlock());
        trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(optimizer.observe(Loss.softmaxCrossEntropyLoss()))
                                .optOptimizer(optimizer.optimizer())
                                .optDevices(new Device[] {device}));
        trainer.initialize(network.input());
        manager = trainer.getManager().newSubManager();
        images = new NDList(manager.randomNormal(network.input()));
        labels =
                new NDList(
                        manager.randomInteger(
                                0,
                                TrainingCourse.CLASSES,
                                new Shape(TrainingCourse.BATCH),
                                DataType.INT64));
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            if (parameter.requiresGradient()) {
                lastParameter = parameter.getArray();
                starts.add(lastParameter, manager);
            }
        }
    }

    /** {@inheritDoc} */
    @Override
    public void rewind() {
        starts.restore();
    }

    /** {@inheritDoc} */
    @Override
    public void step() {
        try (NDManager step = trainer.getManager().newSubManager()) {
            images.attach(step);
            labels.attach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(labels, trainer.forward(images));
                collector.backward(loss);
            }
            trainer.step();
            DeviceWork.await(lastParameter);
            images.attach(manager);
            labels.attach(manager);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        trainer.close();
        model.close();
        optimizer.close();
    }
}
