package org.djlcelo.eval.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class LayoutsTest {

    @Test
    void movesAxesAsTheEngineDoes() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray hwio = manager.arange(2 * 3 * 4 * 5f).reshape(2, 3, 4, 5);
            assertArrayEquals(hwio.transpose(3, 2, 0, 1).toFloatArray(), moved(hwio));
            NDArray matrix = manager.arange(12f).reshape(3, 4);
            assertArrayEquals(matrix.transpose().toFloatArray(), moved(matrix));
            NDArray vector = manager.arange(5f);
            assertArrayEquals(vector.toFloatArray(), moved(vector));
        }
    }

    private static float[] moved(NDArray array) {
        Shape shape = array.getShape();
        return Layouts.toDjl(new GoldenArray(shape.getShape(), array.toFloatArray()));
    }
}
