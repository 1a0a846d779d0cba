package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every hand-designed optimizer must do. */
class ContractTest {

    private static final Shape MATRIX = new Shape(5, 3);
    private static final float RATE = 0.1f;

    private final Tensors tensors = new Tensors();

    static Stream<Subject> subjects() {
        return Arrays.stream(Subject.ALL);
    }

    static Stream<Subject> elementwise() {
        return subjects().filter(subject -> !subject.is(Subject.Trait.WHOLE_TENSOR));
    }

    @AfterEach
    void free() {
        tensors.close();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void solvesAQuadratic(Subject subject) {
        float[] minimum = Tensors.random(1, 15);
        NDArray parameter = tensors.parameter(Tensors.random(2, 15), MATRIX);
        double before = loss(parameter.toFloatArray(), minimum);
        try (HandDesignedOptimizer optimizer = subject.forQuadratic()) {
            for (int i = 0; i < 500; i++) {
                float[] p = parameter.toFloatArray();
                float[] g = new float[p.length];
                for (int k = 0; k < g.length; k++) {
                    g[k] = curvature(k) * (p[k] - minimum[k]);
                }
                try (NDArray gradient = tensors.gradient(g, MATRIX)) {
                    optimizer.update("p", parameter, gradient);
                }
            }
        }
        double after = loss(parameter.toFloatArray(), minimum);
        assertTrue(after < 0.01 * before, before + " fell to " + after);
    }

    private static double loss(float[] p, float[] minimum) {
        double loss = 0;
        for (int k = 0; k < p.length; k++) {
            loss += curvature(k) * (p[k] - minimum[k]) * (p[k] - minimum[k]) / 2;
        }
        return loss;
    }

    private static float curvature(int k) {
        return 0.5f + k / 15f;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void withoutAGradientItStaysOrMovesLittle(Subject subject) {
        float[] start = Tensors.random(3, 15);
        try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
            float[] end = tensors.run(optimizer, start, MATRIX, new float[15], new float[15]);
            float allowed = subject.is(Subject.Trait.RESTLESS) ? 0.03f : 0;
            assertArrayEquals(start, end, allowed);
        }
        try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
            float[] end = tensors.run(optimizer, new float[15], MATRIX, new float[15]);
            assertArrayEquals(new float[15], end, subject.name().equals("yogi") ? 1e-3f : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void zeroesTheGradientEvenOfNaN(Subject subject) {
        NDArray parameter = tensors.parameter(Tensors.random(4, 15), MATRIX);
        try (HandDesignedOptimizer optimizer = subject.at(RATE);
                NDArray held = parameter.getGradient();
                NDArray passed = tensors.gradient(Tensors.random(5, 15), MATRIX)) {
            TensorMemory.zero(held);
            held.toByteBuffer(true).asFloatBuffer().put(3, Float.NaN).put(4, 7);
            optimizer.update("p", parameter, passed);
            assertArrayEquals(new float[15], parameter.getGradient().toFloatArray());
        }
    }

    /** Two parameters and a copy on another device, in turns, as if each were alone. */
    @ParameterizedTest
    @MethodSource("subjects")
    void idsAndDevicesHaveStatesOfTheirOwn(Subject subject) {
        List<float[]> alone = new ArrayList<>();
        NDArray[] together = new NDArray[3];
        String[] ids = {"a", "b", "a"};
        for (int i = 0; i < 3; i++) {
            together[i] = tensors.parameter(Tensors.random(i, 15), MATRIX);
            try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
                alone.add(
                        tensors.run(
                                optimizer,
                                Tensors.random(i, 15),
                                MATRIX,
                                Tensors.random(10 + i, 15),
                                Tensors.random(20 + i, 15),
                                Tensors.random(30 + i, 15)));
            }
        }
        NDArray elsewhere = Relocated.to(Device.of("another", 0), together[2]);
        try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
            for (int step = 1; step <= 3; step++) {
                for (int i = 0; i < 3; i++) {
                    float[] g = Tensors.random(10 * step + i, 15);
                    try (NDArray gradient = tensors.gradient(g, MATRIX)) {
                        optimizer.update(ids[i], i == 2 ? elsewhere : together[i], gradient);
                    }
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(alone.get(i), together[i].toFloatArray());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void closingForgets(Subject subject) {
        float[] start = Tensors.random(6, 15);
        float[] g = Tensors.random(7, 15);
        HandDesignedOptimizer optimizer = subject.at(RATE);
        float[] first = tensors.run(optimizer, start, MATRIX, g);
        tensors.run(optimizer, start, MATRIX, Tensors.random(8, 15));
        float[] later = tensors.run(optimizer, start, MATRIX, g);
        optimizer.close();
        assertArrayEquals(first, tensors.run(optimizer, start, MATRIX, g));
        if (!subject.is(Subject.Trait.STATELESS)) {
            assertFalse(Arrays.equals(first, later), "the state mattered before");
        }
    }

    /** Pieces of 1024 and their ends are an implementation's business. */
    @ParameterizedTest
    @MethodSource("elementwise")
    void entriesAreTreatedAlone(Subject subject) {
        int size = 2053;
        float[] start = Tensors.random(1, size);
        float[][] g = {Tensors.random(2, size), Tensors.random(3, size), Tensors.random(4, size)};
        float[] all;
        try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
            all = tensors.run(optimizer, start, new Shape(size), g);
        }
        for (int i : new int[] {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 2052}) {
            float[][] own = {{g[0][i]}, {g[1][i]}, {g[2][i]}};
            try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
                float[] one = tensors.run(optimizer, new float[] {start[i]}, new Shape(), own);
                assertEquals(one[0], all[i], 1e-6f * Math.abs(one[0]), "entry " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void oddShapesAreUpdated(Subject subject) {
        long[][] shapes = {
            {},
            {1},
            {1021},
            {1, 1},
            {1, 7},
            {131, 129},
            {3, 1, 5},
            {5, 3, 2, 4},
            {2, 3, 1, 2, 3},
            {0}
        };
        for (long[] lengths : shapes) {
            Shape shape = new Shape(lengths);
            int size = (int) shape.size();
            float[] start = Tensors.random(size, size);
            float[] g = Tensors.random(size + 1, size);
            try (HandDesignedOptimizer optimizer = subject.at(RATE)) {
                float[] end = tensors.run(optimizer, start, shape, g, g, g, g, g, g, g);
                for (float value : end) {
                    assertTrue(Float.isFinite(value), shape::toString);
                }
                assertEquals(size == 0, Arrays.equals(start, end), shape::toString);
            }
        }
    }
}
