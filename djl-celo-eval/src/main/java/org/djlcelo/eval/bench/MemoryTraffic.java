package org.djlcelo.eval.bench;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The bytes that a Celo step has to move, with one addition or multiply-add each: no step can be
 * faster.
 *
 * <p>Tensor by tensor, three passes as the rule needs them: read the gradient (4 bytes per
 * parameter); read gradient, parameter, three momenta and second moment (24); read them all again
 * and write all but the gradient (44). That is 72 bytes per parameter, plain Java arrays. Threads
 * share the parameters evenly and never wait for each other between passes, which is kinder to the
 * bound than any real implementation can be. Small sets run on one thread, because handing over
 * would cost more than it saves.
 */
final class MemoryTraffic implements Entry {

    private static final long WORTH_A_THREAD = 1 << 19;

    private final List<Share> shares = new ArrayList<>();
    private final ExecutorService helpers;

    MemoryTraffic(List<Shape> shapes, int threads) {
        long total = shapes.stream().mapToLong(Shape::size).sum();
        int used = total < WORTH_A_THREAD ? 1 : threads;
        for (int i = 0; i < used; i++) {
            shares.add(new Share(shapes, i, used));
        }
        helpers =
                Executors.newFixedThreadPool(
                        Math.max(1, used - 1),
                        task -> {
                            Thread thread = new Thread(task, "memory-traffic");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** {@inheritDoc} */
    @Override
    public void step() {
        CountDownLatch others = new CountDownLatch(shares.size() - 1);
        for (Share share : shares.subList(1, shares.size())) {
            helpers.execute(
                    () -> {
                        share.step();
                        others.countDown();
                    });
        }
        shares.get(0).step();
        try {
            others.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes read and written, counted on the arrays that there are. */
    long bytesPerStep() {
        return shares.stream()
                .flatMap(share -> share.tensors.stream())
                .mapToLong(TiledTensor::bytesPerStep)
                .sum();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        helpers.shutdownNow();
    }

    /** One thread's part of every tensor. */
    private static final class Share {

        private final List<TiledTensor> tensors = new ArrayList<>();
        private final float[] sums = new float[TiledTensor.TILE];

        Share(List<Shape> shapes, int index, int of) {
            for (Shape shape : shapes) {
                long from = shape.size() * index / of;
                long to = shape.size() * (index + 1) / of;
                tensors.add(new TiledTensor((int) (to - from)));
            }
        }

        void step() {
            for (TiledTensor tensor : tensors) {
                tensor.readGradient(sums);
                tensor.readAll(sums);
                tensor.updateAll();
            }
        }
    }

    /**
     * A tensor's gradient and the five arrays that are updated.
     *
     * <p>Every tile is an array of its own, since HotSpot vectorises a loop over two arrays only if
     * it uses the same index in both.
     */
    private static final class TiledTensor {

        static final int TILE = 2048;

        private static final int UPDATED = 5;

        /** Not 1, with which a compiler could leave out the multiplication. */
        private static final float KEEP = 0.999f;

        private final float[][] gradient;
        private final float[][][] updated;

        TiledTensor(int size) {
            int tiles = (size + TILE - 1) / TILE;
            gradient = new float[tiles][];
            updated = new float[tiles][UPDATED][];
            for (int t = 0; t < tiles; t++) {
                int length = Math.min(TILE, size - t * TILE);
                gradient[t] = ones(length);
                for (int a = 0; a < UPDATED; a++) {
                    updated[t][a] = ones(length);
                }
            }
        }

        /** Not 0, so that the sums don't become denormal or constant. */
        private static float[] ones(int length) {
            float[] values = new float[length];
            Arrays.fill(values, 1);
            return values;
        }

        long bytesPerStep() {
            long bytes = 0;
            for (float[] tile : gradient) {
                long floats = tile.length;
                bytes += Float.BYTES * (floats + (1 + UPDATED) * floats);
                bytes += Float.BYTES * (floats + 2 * UPDATED * floats);
            }
            return bytes;
        }

        void readGradient(float[] sums) {
            for (float[] tile : gradient) {
                add(tile, sums);
            }
        }

        void readAll(float[] sums) {
            for (int t = 0; t < gradient.length; t++) {
                add(gradient[t], sums);
                for (float[] tile : updated[t]) {
                    add(tile, sums);
                }
            }
        }

        void updateAll() {
            for (int t = 0; t < gradient.length; t++) {
                for (float[] tile : updated[t]) {
                    update(tile, gradient[t]);
                }
            }
        }

        /** One sum per lane of a tile: with a single sum, additions would wait for each other. */
        private static void add(float[] tile, float[] sums) {
            for (int i = 0; i < tile.length; i++) {
                sums[i] += tile[i];
            }
        }

        private static void update(float[] tile, float[] gradient) {
            for (int i = 0; i < tile.length; i++) {
                tile[i] = Math.fma(tile[i], KEEP, gradient[i]);
            }
        }
    }
}
