package org.djlcelo.eval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.RunPlan;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;

/**
 * The training that is differentiated makes the steps of {@link AdafacMlp}, which is held to
 * recordings.
 */
class AdafacAgreementTest {

    private static final int STEPS = 6;
    private static final int BATCH = 16;
    private static final Architecture NAMES = new AdafacMlp().architecture();

    /** The block's names of the rule's tensors; its matrices are transposed. */
    private static final Map<String, String> TENSORS =
            Map.of(
                    "momentum_decays", "momentum_decays",
                    "rms_decays", "rms_decays",
                    "adafactor_decays", "adafactor_decays",
                    "layer0/weight", "nn/~/w0",
                    "layer0/bias", "nn/~/b0",
                    "layer1/weight", "nn/~/w1",
                    "layer1/bias", "nn/~/b1",
                    "layer2/weight", "nn/~/w2",
                    "layer2/bias", "nn/~/b2");

    @Test
    void lossesAreThoseOfTheRule() {
        Random random = new Random(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            AdafacTraining block = new AdafacTraining();
            Distribution.keyed(block, Key.of(0));
            block.initialize(manager, DataType.FLOAT32, new Shape(AdafacTraining.INNER_PARAMETERS));
            MetaParameters theta = draw(block, random);
            NDArray start = gaussian(manager, random, 0.2f, 1, AdafacTraining.INNER_PARAMETERS);
            NDArray images = gaussian(manager, random, 1, STEPS, BATCH, InnerMlp.IN + 1);
            images.set(new NDIndex(":, :, 64"), manager.create(1f));
            NDArray labels = labels(manager, random);
            NDList inputs =
                    new NDList(
                            manager.create(weightsThenBiases(start.toFloatArray())),
                            images.get(new NDIndex(":, :, :64")).duplicate(),
                            labels.argMax(2).toType(DataType.INT32, false));
            float mean =
                    block.forward(new ParameterStore(manager, false), inputs, false)
                            .singletonOrThrow()
                            .getFloat();
            List<Float> losses = losses(manager, theta, start, images, labels);
            double expected = losses.stream().mapToDouble(Float::doubleValue).average().orElse(0);
            assertEquals(expected, mean, 1e-5 * expected);
            double moved = Math.abs(losses.get(STEPS - 1) - losses.get(0));
            assertTrue(moved > 0.01, "the steps matter: " + losses);
        }
    }

    /** Random values for the block, and the same for the rule. */
    private static MetaParameters draw(AdafacTraining block, Random random) {
        float[] theta = new float[NAMES.size()];
        for (Pair<String, Parameter> pair : block.getParameters()) {
            NDArray array = pair.getValue().getArray();
            String name = pair.getValue().getName();
            float scale = name.endsWith("decays") ? 0.02f : name.equals("layer2/weight") ? 8 : 0.4f;
            float[] values = new float[(int) array.size()];
            int rows = (int) array.getShape().get(0);
            int at = NAMES.offset(TENSORS.get(name));
            for (int i = 0; i < values.length; i++) {
                values[i] = scale * (float) random.nextGaussian();
                int columns = values.length / rows;
                theta[at + i % columns * rows + i / columns] = values[i];
            }
            array.set(values);
        }
        return new MetaParameters(NAMES, theta);
    }

    private static NDArray gaussian(NDManager manager, Random random, float scale, long... shape) {
        Shape all = new Shape(shape);
        float[] values = new float[(int) all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return manager.create(values, all);
    }

    private static NDArray labels(NDManager manager, Random random) {
        float[] labels = new float[STEPS * BATCH * InnerMlp.OUT];
        for (int i = 0; i < STEPS * BATCH; i++) {
            labels[i * InnerMlp.OUT + random.nextInt(InnerMlp.OUT)] = 1f / BATCH;
        }
        return manager.create(labels, new Shape(STEPS, BATCH, InnerMlp.OUT));
    }

    /** The same training with the rule; network and gradient are the block's own. */
    private static List<Float> losses(
            NDManager manager,
            MetaParameters theta,
            NDArray start,
            NDArray images,
            NDArray labels) {
        List<TensorLayout> layouts =
                List.of(
                        layout(InnerMlp.HIDDEN, InnerMlp.IN),
                        layout(InnerMlp.HIDDEN),
                        layout(InnerMlp.OUT, InnerMlp.HIDDEN),
                        layout(InnerMlp.OUT));
        InnerMlp mlp = new InnerMlp(images, BATCH);
        float[] row = start.toFloatArray();
        List<Float> losses = new ArrayList<>();
        try (LearnedRun run = new AdafacMlp().begin(theta, RunPlan.of(layouts, STEPS))) {
            for (int t = 0; t < STEPS; t++) {
                NDArray parameters = manager.create(row, new Shape(1, InnerMlp.SIZE));
                InnerMlp.Pass pass = mlp.pass(parameters, images.get(t), labels.get(t));
                losses.add(pass.loss().getFloat());
                float[] gradient = new float[InnerMlp.SIZE];
                System.arraycopy(pass.first().toFloatArray(), 0, gradient, 0, InnerMlp.FIRST);
                System.arraycopy(
                        pass.second().toFloatArray(), 0, gradient, InnerMlp.FIRST, InnerMlp.SECOND);
                float[][] tensors = split(row);
                run.step(0, 1, tensors, split(gradient));
                row = joined(tensors);
            }
        }
        return losses;
    }

    /** A row as the block takes the inner network's parameters. */
    private static float[] weightsThenBiases(float[] row) {
        float[][] tensors = split(row);
        FloatBuffer all = FloatBuffer.allocate(row.length);
        all.put(tensors[0]).put(tensors[2]).put(tensors[1]).put(tensors[3]);
        return all.array();
    }

    private static TensorLayout layout(long... shape) {
        return TensorLayout.of(shape, AxisOrder.DJL);
    }

    private static float[][] split(float[] row) {
        float[][] tensors = {
            new float[InnerMlp.HIDDEN * InnerMlp.IN],
            new float[InnerMlp.HIDDEN],
            new float[InnerMlp.OUT * InnerMlp.HIDDEN],
            new float[InnerMlp.OUT]
        };
        copy(row, tensors, false);
        return tensors;
    }

    private static float[] joined(float[][] tensors) {
        float[] row = new float[InnerMlp.SIZE];
        copy(row, tensors, true);
        return row;
    }

    /** In the row a bias is the last column of its matrix. */
    private static void copy(float[] row, float[][] tensors, boolean back) {
        int at = 0;
        for (int layer = 0; layer < 2; layer++) {
            float[] weight = tensors[2 * layer];
            float[] bias = tensors[2 * layer + 1];
            int inputs = weight.length / bias.length;
            for (int unit = 0; unit < bias.length; unit++) {
                for (int i = 0; i <= inputs; i++, at++) {
                    float[] side = i < inputs ? weight : bias;
                    int place = i < inputs ? unit * inputs + i : unit;
                    if (back) {
                        row[at] = side[place];
                    } else {
                        side[place] = row[at];
                    }
                }
            }
        }
    }
}
