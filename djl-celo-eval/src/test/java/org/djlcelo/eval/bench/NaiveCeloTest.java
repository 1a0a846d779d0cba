package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.UpdateRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slow contender is only worth beating if it computes the same. */
class NaiveCeloTest {

    private static final UpdateRule RULE =
            UpdateRule.of(Initializer.random(Architecture.CELO, new SplittableRandom(4)));

    @ParameterizedTest
    @ValueSource(strings = {"7", "5,3", "3,5", "4,4"})
    void computesTheRule(String lengths) {
        long[] shape = Arrays.stream(lengths.split(",")).mapToLong(Long::parseLong).toArray();
        TensorState state = new TensorState(TensorLayout.of(shape, AxisOrder.DJL));
        int size = state.layout().size();
        SplittableRandom random = new SplittableRandom(5);
        float[] expected = values(random, size);
        try (NDManager manager = NDManager.newBaseManager();
                NaiveCelo naive = new NaiveCelo(RULE)) {
            NDArray weight = manager.create(expected, new Shape(shape));
            weight.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(weight.sum());
            }
            for (int step = 0; step < 3; step++) {
                float[] before = expected.clone();
                float[] g = values(random, size);
                new ScalarKernel()
                        .update(RULE, state, FloatBuffer.wrap(expected), FloatBuffer.wrap(g), 1);
                naive.update("weight", weight, manager.create(g, new Shape(shape)));
                float[] actual = weight.toFloatArray();
                double largest = 0;
                for (int i = 0; i < size; i++) {
                    largest = Math.max(largest, Math.abs(expected[i] - before[i]));
                }
                for (int i = 0; i < size; i++) {
                    double rounding = 4 * Math.ulp(1f);
                    assertEquals(expected[i], actual[i], 1e-3 * largest + rounding);
                }
            }
            assertEquals(0, weight.getGradient().abs().sum().getFloat());
        }
    }

    private static float[] values(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
