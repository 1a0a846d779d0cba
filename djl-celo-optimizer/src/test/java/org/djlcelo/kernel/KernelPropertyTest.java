package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Every fast kernel against the scalar one, on shapes and values that nobody thought of. */
class KernelPropertyTest {

    private static final int STEPS = 3;
    private static final int LARGEST = 6000;

    /** What the entries of a gradient are like. */
    enum Entries {
        ORDINARY {
            @Override
            float next(RandomGenerator random) {
                return (float) random.nextGaussian();
            }
        },
        ZERO {
            @Override
            float next(RandomGenerator random) {
                return random.nextBoolean() ? 0f : -0f;
            }
        },
        DENORMAL {
            @Override
            float next(RandomGenerator random) {
                return (float) random.nextGaussian() * 1e-40f;
            }
        },
        TINY {
            @Override
            float next(RandomGenerator random) {
                return (float) random.nextGaussian() * 1e-18f;
            }
        },
        CLIPPED {
            @Override
            float next(RandomGenerator random) {
                return (float) random.nextGaussian() * 2000;
            }
        },
        HUGE {
            @Override
            float next(RandomGenerator random) {
                return (float) random.nextGaussian() * 1e38f;
            }
        },
        INFINITE {
            @Override
            float next(RandomGenerator random) {
                return random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            }
        },
        MIXED {
            @Override
            float next(RandomGenerator random) {
                return values()[random.nextInt(MIXED.ordinal())].next(random);
            }
        };

        abstract float next(RandomGenerator random);

        float[] gradient(RandomGenerator random, int size) {
            float[] g = new float[size];
            for (int i = 0; i < size; i++) {
                g[i] = next(random);
            }
            return g;
        }
    }

    @Provide
    Arbitrary<HostKernel> fast() {
        return Arbitraries.of(HostKernel.TILED, HostKernel.VECTOR);
    }

    /** Ranks 0 to 5, with ones, ties and primes, up to some thousand elements. */
    @Provide
    Arbitrary<List<Integer>> shapes() {
        Arbitrary<Integer> axes =
                Arbitraries.oneOf(
                        Arbitraries.of(1, 2, 3, 5, 7, 9, 16),
                        Arbitraries.of(17, 31, 64, 127, 257, 1021),
                        Arbitraries.integers().between(1, 2000));
        return axes.list().ofMinSize(0).ofMaxSize(5).filter(KernelPropertyTest::isSmall);
    }

    private static boolean isSmall(List<Integer> shape) {
        return shape.stream().mapToLong(axis -> axis).reduce(1, (a, b) -> a * b) <= LARGEST;
    }

    private static TensorLayout layout(List<Integer> shape, AxisOrder order) {
        return TensorLayout.of(shape.stream().mapToLong(axis -> axis).toArray(), order);
    }

    @Property(tries = 400)
    void agreesWithScalar(
            @ForAll("fast") HostKernel fast,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll("shapes") List<Integer> shape,
            @ForAll AxisOrder order,
            @ForAll Entries entries,
            @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TensorLayout layout = layout(shape, order);
        TensorState expected = new TensorState(layout);
        TensorState actual = new TensorState(layout);
        float[] p = KernelCase.gaussian(random, layout.size(), 1);
        try (CpuKernel kernel = fast.create(threads)) {
            for (int step = 0; step < STEPS; step++) {
                float[] g = entries.gradient(random, layout.size());
                GradientPolicy policy = GradientPolicy.OFFICIAL;
                p = KernelCase.compare(kernel, expected, actual, p, g, policy, 0);
            }
        }
    }

    @Property(tries = 100)
    void agreesWithScalarUnderEveryPolicy(
            @ForAll("fast") HostKernel fast,
            @ForAll("shapes") List<Integer> shape,
            @ForAll @IntRange(min = 1, max = 50) int scale,
            @ForAll @IntRange(min = 1, max = 100) int clip,
            @ForAll boolean skipNaN,
            @ForAll @IntRange(min = 0, max = 9) int decay,
            @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TensorLayout layout = layout(shape, AxisOrder.DJL);
        TensorState expected = new TensorState(layout);
        TensorState actual = new TensorState(layout);
        GradientPolicy policy = new GradientPolicy(scale / 10f, clip / 10f, skipNaN);
        float[] p = KernelCase.gaussian(random, layout.size(), 1);
        try (CpuKernel kernel = fast.create(1)) {
            for (int step = 0; step < STEPS; step++) {
                float[] g = Entries.ORDINARY.gradient(random, layout.size());
                p = KernelCase.compare(kernel, expected, actual, p, g, policy, decay / 100f);
            }
        }
    }

    /** One NaN spoils the tensor and nothing else, as in the reference. */
    @Property(tries = 100)
    void aNaNSpreadsAsInTheScalarKernel(
            @ForAll("fast") HostKernel fast,
            @ForAll("shapes") List<Integer> shape,
            @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TensorLayout layout = layout(shape, AxisOrder.DJL);
        TensorState expected = new TensorState(layout);
        TensorState actual = new TensorState(layout);
        float[] p = KernelCase.gaussian(random, layout.size(), 1);
        try (CpuKernel kernel = fast.create(1)) {
            for (int step = 0; step < STEPS; step++) {
                float[] g = Entries.ORDINARY.gradient(random, layout.size());
                if (step == 1) {
                    g[random.nextInt(g.length)] = Float.NaN;
                }
                GradientPolicy policy = GradientPolicy.OFFICIAL;
                p = KernelCase.compare(kernel, expected, actual, p, g, policy, 0);
            }
        }
    }

    @Property(tries = 100)
    void aSkippedTensorKeepsEveryBit(
            @ForAll("fast") HostKernel fast,
            @ForAll("shapes") List<Integer> shape,
            @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TensorState state = new TensorState(layout(shape, AxisOrder.DJL));
        int size = state.layout().size();
        float[] p = KernelCase.gaussian(random, size, 1);
        float[] g = Entries.ORDINARY.gradient(random, size);
        try (CpuKernel kernel = fast.create(1)) {
            KernelCase.update(kernel, state, p, g, GradientPolicy.SKIP_NAN, 0.1f);
            float[] before = p.clone();
            Map<String, float[]> arrays = new TreeMap<>();
            state.arrays().forEach((name, values) -> arrays.put(name, values.clone()));
            g[random.nextInt(size)] = Float.NaN;
            assertFalse(KernelCase.update(kernel, state, p, g, GradientPolicy.SKIP_NAN, 0.1f));
            assertArrayEquals(before, p);
            arrays.forEach(
                    (name, values) -> assertArrayEquals(values, state.arrays().get(name), name));
        }
    }

    /** Parameters that are all alike, zero or not normal, as after an initialisation. */
    @Property(tries = 60)
    void agreesWithScalarOnAnyParameter(
            @ForAll("fast") HostKernel fast,
            @ForAll("shapes") List<Integer> shape,
            @ForAll("parameters") float value,
            @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TensorLayout layout = layout(shape, AxisOrder.REFERENCE);
        float[] p = new float[layout.size()];
        Arrays.fill(p, value);
        float[] g = Entries.ORDINARY.gradient(random, layout.size());
        try (CpuKernel kernel = fast.create(2)) {
            TensorState expected = new TensorState(layout);
            TensorState actual = new TensorState(layout);
            KernelCase.compare(kernel, expected, actual, p, g, GradientPolicy.OFFICIAL, 0);
        }
    }

    @Provide
    Arbitrary<Float> parameters() {
        return Arbitraries.of(0f, -0f, 1f, -1e-40f, 1e-6f, 1e4f);
    }
}
