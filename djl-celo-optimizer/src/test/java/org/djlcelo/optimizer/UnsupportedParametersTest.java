package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters that can't be updated are refused in a sentence that says what to do. */
class UnsupportedParametersTest {

    private static final Shape SHAPE = new Shape(3, 4);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The refusal; the step isn't counted, and the optimizer goes on with a good parameter. */
    private String refusal(Memory memory, NDArray weight, NDArray gradient) {
        Weight good = Weight.of(manager, "good", SHAPE);
        float[] start = good.values();
        try (LearnedOptimizer optimizer = Family.RULE_ALONE.build(memory, 9)) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> optimizer.update("bad", weight, gradient))
                            .getMessage();
            assertFalse(message.contains("\n"), message);
            assertEquals(0, optimizer.step());
            good.update(optimizer, good.gradient(1));
            assertEquals(1, optimizer.step());
            assertFalse(Arrays.equals(start, good.values()));
            return message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherPrecisionsAreRefused(Memory memory) {
        for (DataType type : new DataType[] {DataType.FLOAT16, DataType.FLOAT64}) {
            NDArray single = manager.ones(SHAPE);
            NDArray other = single.toType(type, true);
            assertEquals(
                    "Learned optimizers update float32 parameters; one of shape (3, 4) is "
                            + type
                            + " with a gradient of "
                            + type
                            + ". Keep the model in DataType.FLOAT32",
                    refusal(memory, other, other.duplicate()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGradientOfAnotherPrecisionIsRefused(Memory memory) {
        NDArray weight = manager.ones(SHAPE);
        String message = refusal(memory, weight, weight.toType(DataType.FLOAT16, true));
        assertEquals(
                "Learned optimizers update float32 parameters; one of shape (3, 4) is float32 with"
                        + " a gradient of float16. Keep the model in DataType.FLOAT32",
                message);
        assertArrayEquals(manager.ones(SHAPE).toFloatArray(), weight.toFloatArray());
    }

    private NDArray table() {
        NDArray table = manager.create(Toy.gaussian(new Random(1), 12), SHAPE);
        table.setRequiresGradient(true);
        return table;
    }

    /** What an embedding with {@code optSparseFormat} gets from a backward pass. */
    private void lookUp(NDArray table, SparseFormat format) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray rows = manager.create(new int[] {2, 0, 2});
            NDArray found = Embedding.embedding(rows, table, format).singletonOrThrow();
            collector.backward(found.square().sum());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSparseGradientIsRefused(Memory memory) {
        NDArray table = table();
        float[] start = table.toFloatArray();
        lookUp(table, SparseFormat.COO);
        NDArray gradient = table.getGradient();
        assertEquals(SparseFormat.COO, gradient.getSparseFormat());
        assertEquals(
                "Learned optimizers need dense gradients; the one of shape (3, 4) is sparse. Build"
                        + " the embedding without optSparseFormat(...)",
                refusal(memory, table, gradient));
        assertArrayEquals(start, table.toFloatArray());
    }

    /** As DJL builds it by default. */
    @ParameterizedTest
    @EnumSource
    void theGradientOfADenseEmbeddingIsTaken(Memory memory) {
        NDArray table = table();
        float[] start = table.toFloatArray();
        lookUp(table, SparseFormat.DENSE);
        try (LearnedOptimizer optimizer = Family.RULE_ALONE.build(memory, 9);
                NDArray gradient = table.getGradient().duplicate()) {
            optimizer.update("table", table, gradient);
        }
        assertFalse(Arrays.equals(start, table.toFloatArray()));
    }

    @ParameterizedTest
    @EnumSource
    void aChangedShapeIsRefused(Memory memory) {
        try (LearnedOptimizer optimizer = Family.RULE_ALONE.build(memory, 9)) {
            Weight weight = Weight.of(manager, "w", SHAPE);
            weight.update(optimizer, weight.gradient(1));
            for (Shape shape : new Shape[] {new Shape(4, 3), new Shape(12), new Shape(3, 5)}) {
                Weight changed = Weight.of(manager, "w", shape);
                float[] start = changed.values();
                assertEquals(
                        "A parameter changed its shape from (3, 4) to "
                                + shape
                                + " during training; build a new optimizer for the new model",
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> changed.update(optimizer, changed.gradient(2)))
                                .getMessage());
                assertArrayEquals(start, changed.values());
                assertEquals(1, optimizer.step());
            }
            weight.update(optimizer, weight.gradient(2));
            assertEquals(2, optimizer.step());
        }
    }
}
