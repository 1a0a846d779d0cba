package org.djlcelo.eval.bench;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whole training steps of a network with a DJL trainer.
 *
 * @param network the network
 */
record TrainingCourse(Network network) implements Course {

    static final int BATCH = 32;
    static final int CLASSES = 10;

    /** What is trained. */
    enum Network {
        /** DJL's multilayer perceptron. */
        MLP(
                "train-mlp-784-512-512-10",
                new Shape(BATCH, 784),
                () -> new Mlp(784, CLASSES, new int[] {512, 512})),

        /** ResNet-18 of DJL's residual units. */
        RESNET18("train-resnet18", new Shape(BATCH, 3, 32, 32), ResNet18::block),

        /** What DJL's builder makes of 18 layers: bottleneck units, 0.9 M parameters. */
        RESNET18_DJL(
                "train-resnet18-bottleneck",
                new Shape(BATCH, 3, 32, 32),
                () ->
                        ResNetV1.builder()
                                .setNumLayers(18)
                                .setImageShape(new Shape(3, 32, 32))
                                .setOutSize(CLASSES)
                                .build());

        private final String label;
        private final Shape input;
        private final Supplier<Block> block;

        Network(String label, Shape input, Supplier<Block> block) {
            this.label = label;
            this.input = input;
            this.block = block;
        }

        String label() {
            return label;
        }

        /** The shape of a batch. */
        Shape input() {
            return input;
        }

        /** A new network, not initialised. */
        Block newBlock() {
            return block.get();
        }
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return network.label();
    }

    /** {@inheritDoc} */
    @Override
    public Kind kind() {
        return Kind.TRAINING_STEP;
    }

    /** {@inheritDoc} */
    @Override
    public Entries open(HeatSettings settings) {
        List<Entry> racers = new ArrayList<>();
        for (Racer racer : settings.racers()) {
            racers.add(
                    new TrainingEntry(
                            network, BenchOptimizer.of(racer, settings), settings.device()));
        }
        return new Entries(racers);
    }
}
