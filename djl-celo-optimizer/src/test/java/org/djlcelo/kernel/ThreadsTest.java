package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Large tensors are shared by threads, and nobody can tell from the result. */
class ThreadsTest {

    private static final Loops LOOPS = loops(64, 1);

    private static Loops loops(int tileSize, int stride) {
        return new Loops(
                tileSize,
                stride,
                new PlainGradient(),
                new PlainSpread(),
                new PlainSquares(),
                new PlainFirstLayer(),
                new PlainLastLayers());
    }

    static Stream<Arguments> cases() {
        return Stream.of(HostKernel.TILED, HostKernel.VECTOR)
                .flatMap(
                        kernel ->
                                Stream.of(
                                                new long[] {300_000},
                                                new long[] {701, 523},
                                                new long[] {3, 70_001},
                                                new long[] {70_001, 3},
                                                new long[] {128, 97, 3, 3},
                                                new long[] {2, 3, 199, 211})
                                        .map(shape -> Arguments.of(kernel, shape)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAreEqualBitForBitForAnyNumberOfThreads(HostKernel kernel, long[] shape) {
        TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
        assertTrue(Chunks.of(layout, LOOPS).count() > 2);
        TensorState one = new TensorState(layout);
        float[] p = train(kernel, 1, one);
        for (int threads = 2; threads <= 3; threads++) {
            TensorState several = new TensorState(layout);
            assertArrayEquals(p, train(kernel, threads, several));
            one.arrays()
                    .forEach(
                            (name, values) ->
                                    assertArrayEquals(values, several.arrays().get(name), name));
        }
    }

    private static float[] train(HostKernel host, int threads, TensorState state) {
        SplittableRandom random = new SplittableRandom(7);
        float[] p = KernelCase.gaussian(random, state.layout().size(), 1);
        try (CpuKernel kernel = host.create(threads)) {
            for (int step = 0; step < 4; step++) {
                float[] g = KernelCase.gaussian(random, p.length, step == 2 ? 500 : 1);
                KernelCase.update(kernel, state, p, g, GradientPolicy.OFFICIAL, 0);
            }
        }
        return p;
    }

    /** Where a tensor has several chunks and blocks, the scalar kernel is still the judge. */
    @ParameterizedTest
    @MethodSource("cases")
    void largeTensorsAgreeWithScalar(HostKernel host, long[] shape) {
        SplittableRandom random = new SplittableRandom(11);
        TensorLayout layout = TensorLayout.of(shape, AxisOrder.REFERENCE);
        TensorState expected = new TensorState(layout);
        TensorState actual = new TensorState(layout);
        float[] p = KernelCase.gaussian(random, layout.size(), 1);
        try (CpuKernel kernel = host.create(2)) {
            for (int step = 0; step < 2; step++) {
                float[] g = KernelCase.gaussian(random, layout.size(), 1);
                GradientPolicy policy = GradientPolicy.OFFICIAL;
                p = KernelCase.compare(kernel, expected, actual, p, g, policy, 0);
            }
        }
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                        new long[] {1},
                        new long[] {65_536},
                        new long[] {65_537},
                        new long[] {1_000_003},
                        new long[] {1000, 1000},
                        new long[] {3, 70_001},
                        new long[] {70_001, 3},
                        new long[] {128, 96, 3, 3},
                        new long[] {Integer.MAX_VALUE - 8})
                .flatMap(
                        shape ->
                                IntStream.of(1, 16)
                                        .mapToObj(stride -> Arguments.of(shape, stride)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tilesCoverTheTensorOnce(long[] shape, int stride) {
        TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
        Chunks chunks = Chunks.of(layout, loops(256, stride));
        int end = 0;
        for (int i = 0; i < chunks.count(); i++) {
            assertEquals(end, chunks.start(i));
            end = chunks.end(i);
            for (int start = chunks.start(i), n; start < end; start += n) {
                n = chunks.tileAt(start, end);
                assertTrue(n > 0 && n <= 256);
                // only the tensor's last tile may end within a stride
                assertTrue(n % stride == 0 || start + n == layout.size());
            }
        }
        assertEquals(layout.size(), end);
    }

    @Test
    void tilesOfLongRowsStayInTheirRows() {
        TensorLayout layout = TensorLayout.of(new long[] {1000, 600}, AxisOrder.DJL);
        Chunks chunks = Chunks.of(layout, loops(256, 1));
        for (int i = 0; i < chunks.count(); i++) {
            for (int start = chunks.start(i), n; start < chunks.end(i); start += n) {
                n = chunks.tileAt(start, chunks.end(i));
                assertEquals(start / 600, (start + n - 1) / 600);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HostKernel.class)
    void gradientsAreZeroedToTheLastElement(HostKernel host) {
        FloatBuffer gradient = FloatBuffer.allocate(100_003);
        Arrays.fill(gradient.array(), Float.NaN);
        try (CpuKernel kernel = host.create(2)) {
            kernel.zero(gradient);
            kernel.zero(FloatBuffer.allocate(0));
        }
        assertArrayEquals(new float[100_003], gradient.array());
    }

    @Test
    void smallTensorsStayOnTheCallingThread() {
        assertEquals(
                1, Chunks.of(TensorLayout.of(new long[] {65_536}, AxisOrder.DJL), LOOPS).count());
        assertEquals(
                1, Blocks.of(TensorLayout.of(new long[] {64, 64}, AxisOrder.DJL), 1024).count());
    }

    @Test
    void everyJobIsDoneOnceAndByAllThreads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Team team = new Team(LOOPS, 3)) {
            for (int round = 0; round < 200 && threads.size() < 3; round++) {
                AtomicIntegerArray done = new AtomicIntegerArray(50);
                team.run(
                        50,
                        (i, worker) -> {
                            threads.add(Thread.currentThread());
                            spend(100_000);
                            done.incrementAndGet(i);
                        });
                for (int i = 0; i < 50; i++) {
                    assertEquals(1, done.get(i));
                }
            }
            assertEquals(3, threads.size());
        }
        threads.remove(Thread.currentThread());
        for (Thread helper : threads) {
            assertTrue(helper.isDaemon());
            helper.join(10_000);
            assertFalse(helper.isAlive());
        }
    }

    private static void spend(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anExceptionReachesTheCaller() {
        IllegalStateException failure = new IllegalStateException("no");
        try (Team team = new Team(LOOPS, 2)) {
            assertSame(
                    failure,
                    assertThrows(
                            IllegalStateException.class,
                            () ->
                                    team.run(
                                            9,
                                            (i, worker) -> {
                                                throw failure;
                                            })));
        }
    }
}
