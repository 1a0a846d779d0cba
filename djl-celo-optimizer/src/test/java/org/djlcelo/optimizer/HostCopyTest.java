package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A parameter that Java can't write to directly is trained through a copy. */
class HostCopyTest {

    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    private static final Shape SHAPE = new Shape(ROWS, COLUMNS);

    /** A trainable array in the order of its transpose. */
    private static NDArray transposed(NDManager manager, float[] values) {
        float[] columns = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            columns[i % COLUMNS * ROWS + i / COLUMNS] = values[i];
        }
        // stays open, because the engine's array is on Java's memory and goes with it
        NDArray array = manager.create(columns, new Shape(COLUMNS, ROWS)).transpose();
        array.setRequiresGradient(true);
        return array;
    }

    @Test
    void pieceByPieceIsTheSameAsAtOnce() {
        float[] values = Toy.gaussian(new Random(1), 12);
        float[] other = Toy.gaussian(new Random(2), 12);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int piece : new int[] {1, 5, 12, 100}) {
                NDArray array = transposed(manager, values);
                assertTrue(HostCopy.isNeeded(array));
                assertArrayEquals(values, HostCopy.read(array, piece));
                HostCopy.write(array, other, piece);
                assertArrayEquals(other, array.toFloatArray());
            }
            assertFalse(HostCopy.isNeeded(manager.create(values, SHAPE)));
        }
    }

    /** Steps, momenta and the zeroed gradient are those of a contiguous parameter. */
    @Test
    void aParameterThatIsNotContiguousTrainsLikeAnyOther() {
        float[] values = Toy.gaussian(new Random(1), 12);
        try (NDManager manager = NDManager.newBaseManager();
                CeloOptimizer one = Toy.celo(Memory.HOST, 20);
                CeloOptimizer two = Toy.celo(Memory.HOST, 20)) {
            NDArray plain = manager.create(values, SHAPE);
            plain.setRequiresGradient(true);
            NDArray turned = transposed(manager, values);
            for (int step = 0; step < 5; step++) {
                // the engine adds up the loss in another order
                assertEquals(train(one, plain), train(two, turned), 1e-6f);
                assertArrayEquals(plain.toFloatArray(), turned.toFloatArray(), 1e-6f);
            }
        }
    }

    private static float train(CeloOptimizer optimizer, NDArray parameter) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                NDArray loss = parameter.square().mean()) {
            collector.backward(loss);
            optimizer.observe(loss);
            try (NDArray gradient = parameter.getGradient()) {
                optimizer.update("p", parameter, gradient);
                assertArrayEquals(new float[12], gradient.toFloatArray());
            }
            return loss.getFloat();
        }
    }
}
