package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;

/** A small regression: 4 inputs, one hidden layer of 5, 3 outputs, 24 records. */
final class Toy {

    static final int RECORDS = 24;
    static final int BATCH = 8;
    static final int INPUTS = 4;
    static final int OUTPUTS = 3;

    private Toy() {}

    static MetaParameters theta(Architecture architecture) {
        return Initializer.random(architecture, new Random(11));
    }

    static MetaParameters celo() {
        return theta(Architecture.CELO);
    }

    static Block block() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(OUTPUTS).build());
    }

    /** A model with initialised values that don't depend on the process. */
    static Model model(Block block, Shape input) {
        Model model = Model.newInstance("toy");
        block.setInitializer(new NormalInitializer(0.5f), Parameter.Type.WEIGHT);
        block.initialize(model.getNDManager(), DataType.FLOAT32, input);
        model.setBlock(block);
        Random random = new Random(5);
        for (Pair<String, Parameter> p : block.getParameters()) {
            NDArray array = p.getValue().getArray();
            array.set(gaussian(random, (int) array.size()));
        }
        return model;
    }

    static Model model() {
        return model(block(), new Shape(BATCH, INPUTS));
    }

    static float[] gaussian(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian() * 0.5f;
        }
        return values;
    }

    static ArrayDataset data(NDManager manager) {
        return data(manager, 3);
    }

    static ArrayDataset data(NDManager manager, long seed) {
        Random random = new Random(seed);
        NDArray x = manager.create(gaussian(random, RECORDS * INPUTS), new Shape(RECORDS, INPUTS));
        NDArray y =
                manager.create(gaussian(random, RECORDS * OUTPUTS), new Shape(RECORDS, OUTPUTS));
        return new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(BATCH, false).build();
    }

    static DefaultTrainingConfig config(Loss loss, Optimizer optimizer) {
        return new DefaultTrainingConfig(loss).optOptimizer(optimizer);
    }

    static Trainer trainer(Model model, Loss loss, Optimizer optimizer) {
        return model.newTrainer(config(loss, optimizer));
    }

    static CeloOptimizer celo(Memory memory, int totalSteps) {
        return memory.build(
                () -> CeloOptimizer.builder().setTotalSteps(totalSteps).optWeights(celo()).build());
    }

    static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    static Map<String, float[]> values(Model model) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Pair<String, Parameter> p : model.getBlock().getParameters()) {
            values.put(p.getKey(), p.getValue().getArray().toFloatArray());
        }
        return values;
    }
}
