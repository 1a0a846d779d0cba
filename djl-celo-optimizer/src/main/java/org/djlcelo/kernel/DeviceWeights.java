package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.UpdateRule;

/**
 * A rule's numbers on a device, in the shapes that products with stacked channels need.
 *
 * @param first [hidden, 30]: the 18 channels of an element, six of a row, six of a column
 * @param b0 [hidden, 1]
 * @param w1 [hidden, hidden]
 * @param b1 [hidden, 1]
 * @param w2 [2, hidden]: d and q times their multipliers
 * @param b2 [2, 1]: as w2
 * @param momentDecay [4]: of three momenta and the second moment
 * @param momentRate [4]: one minus momentDecay
 * @param factoredDecay [3]
 * @param factoredRate [3]: one minus factoredDecay
 */
record DeviceWeights(
        NDArray first,
        NDArray b0,
        NDArray w1,
        NDArray b1,
        NDArray w2,
        NDArray b2,
        NDArray momentDecay,
        NDArray momentRate,
        NDArray factoredDecay,
        NDArray factoredRate) {

    /** Momenta and second moment, stacked along a leading axis. */
    static final int MOMENTS = Decays.TIMESCALES + 1;

    /** Channels of a row or a column: three statistics, three reciprocal square roots. */
    static final int STATISTIC_CHANNELS = 2 * Decays.TIMESCALES;

    /** The channels that differ between elements, in the order in which kernels stack them. */
    private static final int[] ELEMENT = {
        Features.GRADIENT,
        Features.CLIPPED_GRADIENT,
        Features.PARAMETER,
        Features.MOMENTUM,
        Features.MOMENTUM + 1,
        Features.MOMENTUM + 2,
        Features.SECOND_MOMENT,
        Features.RSQRT_SECOND_MOMENT,
        Features.SCALED_GRADIENT,
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

    static final int ELEMENT_CHANNELS = ELEMENT.length;

    /** Where the parameter stands among the channels of an element. */
    static final int PARAMETER = 2;

    static DeviceWeights of(NDManager manager, UpdateRule rule) {
        Mlp mlp = rule.mlp();
        int width = mlp.width();
        int[] channels = channels();
        float[] multiplier = {
            rule.constants().stepMultiplier(), rule.constants().exponentMultiplier(),
        };
        float[] moment = {
            rule.decays().momentum(0),
            rule.decays().momentum(1),
            rule.decays().momentum(2),
            rule.decays().secondMoment(),
        };
        float[] factored = {
            rule.decays().factored(0), rule.decays().factored(1), rule.decays().factored(2),
        };
        return new DeviceWeights(
                matrix(manager, width, channels.length, (h, i) -> mlp.w0(channels[i], h)),
                matrix(manager, width, 1, (h, i) -> mlp.b0(h)),
                matrix(manager, width, width, (out, in) -> mlp.w1(in, out)),
                matrix(manager, width, 1, (h, i) -> mlp.b1(h)),
                matrix(manager, 2, width, (o, in) -> mlp.w2(in, o) * multiplier[o]),
                matrix(manager, 2, 1, (o, i) -> mlp.b2(o) * multiplier[o]),
                manager.create(moment),
                manager.create(rest(moment)),
                manager.create(factored),
                manager.create(rest(factored)));
    }

    /** One minus every decay, in float32 as in {@link Decays}. */
    private static float[] rest(float[] decays) {
        float[] rest = new float[decays.length];
        for (int j = 0; j < rest.length; j++) {
            rest[j] = 1 - decays[j];
        }
        return rest;
    }

    private static int[] channels() {
        int[] statistics = {
            Features.ROW, Features.RSQRT_ROW, Features.COLUMN, Features.RSQRT_COLUMN,
        };
        int[] channels = new int[Features.COUNT];
        System.arraycopy(ELEMENT, 0, channels, 0, ELEMENT_CHANNELS);
        for (int i = ELEMENT_CHANNELS; i < channels.length; i++) {
            int k = i - ELEMENT_CHANNELS;
            channels[i] = statistics[k / Decays.TIMESCALES] + k % Decays.TIMESCALES;
        }
        return channels;
    }

    private static NDArray matrix(NDManager manager, int rows, int columns, Entry entry) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.at(i / columns, i % columns);
        }
        return manager.create(values, new Shape(rows, columns));
    }

    private interface Entry {
        float at(int row, int column);
    }
}
