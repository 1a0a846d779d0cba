package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;

/**
 * A run of up to {@link #size} neighbouring elements, with what the loops leave for each other;
 * small enough for the first-level cache.
 *
 * <p>Where the number of elements is no multiple of what loops take at once, its arrays go on with
 * zeros, so that loops may go by whole strides.
 */
final class Tile {

    /** Room behind the elements for loops that go by whole strides. */
    static final int SLACK = 64;

    /**
     * Channels that every tensor has per element; six that need no momentum, then four by three.
     */
    static final int[] ELEMENT_CHANNELS = {
        Features.GRADIENT,
        Features.CLIPPED_GRADIENT,
        Features.PARAMETER,
        Features.SECOND_MOMENT,
        Features.RSQRT_SECOND_MOMENT,
        Features.SCALED_GRADIENT,
        Features.MOMENTUM,
        Features.MOMENTUM + 1,
        Features.MOMENTUM + 2,
        Features.SCALED_MOMENTUM,
        Features.SCALED_MOMENTUM + 1,
        Features.SCALED_MOMENTUM + 2,
        Features.FACTORED_GRADIENT,
        Features.FACTORED_GRADIENT + 1,
        Features.FACTORED_GRADIENT + 2,
        Features.FACTORED_MOMENTUM,
        Features.FACTORED_MOMENTUM + 1,
        Features.FACTORED_MOMENTUM + 2,
    };

    final int size;
    private final int stride;
    int start;
    int n;

    /** The gradient as the rule sees it. */
    final float[] g;

    /** In the first pass the squares of the gradient. */
    final float[] squares;

    final float[] p;

    /** The parameter after the update. */
    final float[] moved;

    /** S; in the pass of the mean squares S². */
    final float[] s;

    /** Where the accumulators are. */
    Moments moments;

    /** ε of the second moment; infinite behind the elements, where S² must not count. */
    float[] epsilon;

    /** What gradient and momenta are multiplied with, apart from {@link #scale}. */
    float[][] gradientFactor;

    float[][] momentumFactor;
    int factorAt;

    /** What all elements have in common in their factors. */
    final float[] scale = new float[Decays.TIMESCALES];

    /** What the first layer starts from, apart from {@link #shift}. */
    float[][] bias;

    int biasAt;

    /** What all elements have in common in their biases, by unit. */
    float[] shift = new float[0];

    float[][] first = new float[0][];
    float[][] second = new float[0][];
    final float[][] outputs;

    /** For loops that need arrays in between. */
    final float[][] scratch;

    final float[][] ownFactor;
    float[][] ownBias = new float[0][];
    private final Moments inState;
    private final Moments own;

    /** For loops that need copies. */
    final Moments copied;

    private final float[] fullEpsilon;
    private final float[] raggedEpsilon;

    /**
     * Creates a tile.
     *
     * @param size its number of elements
     * @param stride the elements that loops take at once
     */
    Tile(int size, int stride) {
        this.size = size;
        this.stride = stride;
        squares = array();
        g = array();
        p = array();
        moved = array();
        s = array();
        outputs = arrays(2);
        scratch = arrays(4);
        ownFactor = arrays(Decays.TIMESCALES);
        inState = new Moments();
        own = scratch();
        copied = scratch();
        fullEpsilon = array();
        raggedEpsilon = array();
    }

    private Moments scratch() {
        Moments scratch = new Moments();
        scratch.v = array();
        Arrays.setAll(scratch.m, j -> array());
        return scratch;
    }

    float[] array() {
        return new float[size + SLACK];
    }

    float[][] arrays(int count) {
        float[][] arrays = new float[count][];
        Arrays.setAll(arrays, i -> array());
        return arrays;
    }

    /** Makes room for the width of a network. */
    private void reset(int width, float secondMomentEpsilon) {
        if (first.length != width) {
            first = arrays(width);
            second = arrays(width);
            ownBias = arrays(width);
            shift = new float[width];
        }
        if (fullEpsilon[0] != secondMomentEpsilon) {
            Arrays.fill(fullEpsilon, secondMomentEpsilon);
        }
    }

    /** Reads a run of the gradient. */
    void loadGradient(FloatBuffer gradient, int from, int count) {
        start = from;
        n = count;
        gradient.get(start, g, 0, n);
        clearBehind(g);
    }

    void load(Update update) {
        reset(update.rule.mlp().width(), update.rule.constants().secondMomentEpsilon());
        TensorState state = update.state;
        update.parameter.get(start, p, 0, n);
        inState.view(state, start);
        moments = inState;
        epsilon = fullEpsilon;
        if (isRagged()) {
            copyRagged();
        }
    }

    /** Whether loops may go on behind the elements. */
    boolean isRagged() {
        return n % stride != 0;
    }

    private void copyRagged() {
        clearBehind(p);
        copy(inState.v, start, own.v);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            copy(inState.m[j], start, own.m[j]);
        }
        moments = own;
        System.arraycopy(fullEpsilon, 0, raggedEpsilon, 0, n);
        Arrays.fill(raggedEpsilon, n, n + SLACK, Float.POSITIVE_INFINITY);
        epsilon = raggedEpsilon;
    }

    private void copy(float[] from, int at, float[] to) {
        System.arraycopy(from, at, to, 0, n);
        clearBehind(to);
    }

    /** Sets factors that are complete as they are. */
    void factors(float[][] gradient, float[][] momentum) {
        gradientFactor = gradient;
        momentumFactor = momentum;
        factorAt = 0;
        Arrays.fill(scale, 1);
    }

    /** Sets biases that are complete as they are. */
    void biases(float[][] complete) {
        bias = complete;
        biasAt = 0;
        Arrays.fill(shift, 0);
    }

    /** Makes what follows the elements of an array harmless for loops that go by whole strides. */
    void clearBehind(float[] array) {
        if (isRagged()) {
            Arrays.fill(array, n, n + SLACK, 0);
        }
    }

    /** Writes the parameter, and the accumulators where the loops didn't have them in place. */
    void store(Update update) {
        update.parameter.put(start, moved, 0, n);
        if (moments == own) {
            System.arraycopy(own.v, 0, inState.v, start, n);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                System.arraycopy(own.m[j], 0, inState.m[j], start, n);
            }
        }
    }
}
