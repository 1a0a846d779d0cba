package org.djlcelo.family;

import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.kernel.Lanes;
import org.djlcelo.kernel.Totals;

/**
 * Normalises the channels of a tensor and runs a network over them, tile by tile, so that no more
 * than a tile of channels is ever in memory.
 *
 * <p>Each channel is multiplied by {@code 1/sqrt(ε + mean square)}. The first sweep finds the mean
 * squares, the second one has the channels written again.
 */
final class ChannelSweep {

    private final float[][] channels;
    private final float epsilon;

    /** Writes the channels of a run of elements. */
    interface Source {
        void write(int start, int n, float[][] channels);
    }

    /** Takes what the network sees and says of a run of elements. */
    interface Sink {
        void take(int start, int n, float[][] normalized, float[][] outputs);
    }

    /**
     * Elements that are normalised together: the tensor falls into {@code count} groups, and
     * element i belongs to group {@code i / inner % count}.
     */
    record Groups(int count, int inner) {

        static final Groups ONE = new Groups(1, 1);

        int of(int element) {
            return element / inner % count;
        }
    }

    /**
     * Creates a sweep.
     *
     * @param channels how many there are
     * @param epsilon added to mean squares
     */
    ChannelSweep(int channels, float epsilon) {
        this.channels = new float[channels][ElementChannels.TILE];
        this.epsilon = epsilon;
    }

    /** Runs over a tensor whose channels are normalised over all of it. */
    void run(int size, Source source, ElementNetwork network, Sink sink) {
        run(size, Groups.ONE, source, network, sink);
    }

    /** Runs over a tensor. */
    void run(int size, Groups groups, Source source, ElementNetwork network, Sink sink) {
        float[][] factor = factors(size, groups, source);
        for (int start = 0; start < size; start += ElementChannels.TILE) {
            int n = Math.min(ElementChannels.TILE, size - start);
            source.write(start, n, channels);
            for (int c = 0; c < channels.length; c++) {
                normalize(channels[c], factor[c], groups, start, n);
            }
            sink.take(start, n, channels, network.apply(channels, n));
        }
    }

    private static void normalize(float[] x, float[] factor, Groups groups, int start, int n) {
        if (groups.count == 1) {
            Lanes.scale(x, factor[0], n);
        } else {
            for (int k = 0; k < n; k++) {
                x[k] *= factor[groups.of(start + k)];
            }
        }
    }

    /** [channel][group]. */
    private float[][] factors(int size, Groups groups, Source source) {
        double[][] squares = new double[channels.length][groups.count];
        for (int start = 0; start < size; start += ElementChannels.TILE) {
            int n = Math.min(ElementChannels.TILE, size - start);
            source.write(start, n, channels);
            for (int c = 0; c < channels.length; c++) {
                addSquares(channels[c], groups, start, n, squares[c]);
            }
        }
        float[][] factor = new float[channels.length][groups.count];
        double share = (double) groups.count / size;
        for (int c = 0; c < channels.length; c++) {
            for (int s = 0; s < groups.count; s++) {
                factor[c][s] = (float) (1 / Math.sqrt(epsilon + (float) (squares[c][s] * share)));
            }
        }
        return factor;
    }

    private static void addSquares(float[] x, Groups groups, int start, int n, double[] squares) {
        if (groups.count == 1) {
            squares[0] += Totals.BEST.ofSquares(x, n);
        } else {
            for (int k = 0; k < n; k++) {
                squares[groups.of(start + k)] += (double) x[k] * x[k];
            }
        }
    }
}
