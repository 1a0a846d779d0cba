package org.djlcelo.kernel;

import java.util.Arrays;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.UpdateRule;

/**
 * The per-parameter network with the normalisation of its inputs folded into the first layer.
 *
 * <p>Dividing a channel by its root mean square and multiplying by a weight is one multiplication
 * by their quotient. Channels are added six at a time; their number is a multiple of six.
 */
final class FoldedNetwork {

    private static final int CHANNEL_GROUP = 6;
    private static final int UNIT_GROUP = 4;

    private final int[] channels;
    private final float[][] squares;
    private final float[] meanSquare;
    private final float[][] weights;

    /** Lanes of {@link #squares} in use: the length of the longest tile. */
    private int lanes;

    private float[][] first = new float[0][];
    private float[][] second = new float[0][];
    private final float[] d = new float[Tile.SIZE];
    private final float[] q = new float[Tile.SIZE];

    /**
     * Creates a network over some channels.
     *
     * @param channels the channels' places among the 30 features
     */
    FoldedNetwork(int[] channels) {
        this.channels = channels.clone();
        squares = new float[channels.length][Tile.SIZE];
        meanSquare = new float[channels.length];
        weights = new float[channels.length][];
    }

    /** Forgets the mean squares of the last tensor and makes room for the rule's width. */
    void reset(UpdateRule rule) {
        for (float[] sums : squares) {
            Arrays.fill(sums, 0, lanes, 0);
        }
        lanes = 0;
        int width = rule.mlp().width();
        if (first.length != width) {
            if (width % UNIT_GROUP != 0) {
                throw new IllegalArgumentException(
                        "The hidden width must be a multiple of " + UNIT_GROUP + ", not " + width);
            }
            first = new float[width][Tile.SIZE];
            second = new float[width][Tile.SIZE];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = new float[width];
            }
        }
    }

    /** Adds a tile to the channels' mean squares. */
    void addSquares(float[][] tile, int n) {
        lanes = Math.max(lanes, n);
        for (int i = 0; i < channels.length; i++) {
            Lanes.addSquares(squares[i], tile[i], n);
        }
    }

    /** Turns the sums into mean squares over the tensor, after its last tile. */
    void finishSquares(int size) {
        for (int i = 0; i < channels.length; i++) {
            meanSquare[i] = (float) (Lanes.total(squares[i], 0, lanes) / size);
        }
    }

    /** The mean square of a channel of the tile, by its place in the tile. */
    float meanSquare(int channel) {
        return meanSquare[channel];
    }

    /** Folds the channels' root mean squares into the first layer. */
    void fold(UpdateRule rule) {
        for (int i = 0; i < channels.length; i++) {
            float factor = normalizer(rule, meanSquare[i]);
            for (int h = 0; h < first.length; h++) {
                weights[i][h] = rule.mlp().w0(channels[i], h) * factor;
            }
        }
    }

    /** Adds a second feature that equals channel {@code i} to its folded weights. */
    void foldTwin(UpdateRule rule, int i, int twin) {
        float factor = normalizer(rule, meanSquare[i]);
        for (int h = 0; h < first.length; h++) {
            weights[i][h] += rule.mlp().w0(twin, h) * factor;
        }
    }

    static float normalizer(UpdateRule rule, float meanSquare) {
        return (float) (1 / Math.sqrt(rule.constants().normalizationEpsilon() + meanSquare));
    }

    /** The array that takes the first layer's bias of a unit for every element of the tile. */
    float[] bias(int unit) {
        return first[unit];
    }

    /**
     * Runs the network on top of the biases; d is left in {@link #d()}, exp(m·q) in {@link #e()}.
     */
    void run(UpdateRule rule, float[][] tile, int n) {
        Mlp mlp = rule.mlp();
        int width = first.length;
        for (int h = 0; h < width; h++) {
            for (int i = 0; i < channels.length; i += CHANNEL_GROUP) {
                Lanes.addSix(first[h], tile, weights, i, h, n);
            }
            Lanes.relu(first[h], n);
        }
        for (int h = 0; h < width; h++) {
            Lanes.fill(second[h], mlp.b1(h), n);
            for (int k = 0; k < width; k += UNIT_GROUP) {
                Lanes.addFour(
                        second[h],
                        first,
                        k,
                        mlp.w1(k, h),
                        mlp.w1(k + 1, h),
                        mlp.w1(k + 2, h),
                        mlp.w1(k + 3, h),
                        n);
            }
            Lanes.relu(second[h], n);
        }
        output(mlp, 0, d, n);
        output(mlp, 1, q, n);
        Lanes.exp(q, rule.constants().exponentMultiplier(), n);
    }

    private void output(Mlp mlp, int o, float[] out, int n) {
        Lanes.fill(out, mlp.b2(o), n);
        for (int k = 0; k < second.length; k += UNIT_GROUP) {
            Lanes.addFour(
                    out,
                    second,
                    k,
                    mlp.w2(k, o),
                    mlp.w2(k + 1, o),
                    mlp.w2(k + 2, o),
                    mlp.w2(k + 3, o),
                    n);
        }
    }

    float[] d() {
        return d;
    }

    /** The exponential factor of the step, after {@link #run}. */
    float[] e() {
        return q;
    }
}
