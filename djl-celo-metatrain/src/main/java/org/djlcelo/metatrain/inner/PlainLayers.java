package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;

import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.UpdateRule;

/** What comes after the first layer of the rule's network: second layer, outputs, step. */
final class PlainLayers {

    private final float[][] second;
    private final float[] d;
    private final float[] q;
    private final float[] secondWeights = new float[UNITS * UNITS];
    private final float[] outputWeights = new float[2 * UNITS];

    PlainLayers(int size) {
        second = new float[UNITS][size];
        d = new float[size];
        q = new float[size];
    }

    /** Takes a network's weights. */
    void use(Mlp mlp) {
        for (int k = 0; k < UNITS; k++) {
            for (int h = 0; h < UNITS; h++) {
                secondWeights[k * UNITS + h] = mlp.w1(k, h);
            }
            outputWeights[k] = mlp.w2(k, 0);
            outputWeights[UNITS + k] = mlp.w2(k, 1);
        }
    }

    /** {@code p = p - factor d exp(m q)}, from the first layer's activations. */
    void descend(UpdateRule rule, float factor, float[][] first, float[] p) {
        Mlp mlp = rule.mlp();
        for (int h = 0; h < UNITS; h++) {
            PlainLoops.sumFour(second[h], first, secondWeights, h, UNITS, mlp.b1(h));
            PlainLoops.relu(second[h]);
        }
        PlainLoops.sumFour(d, second, outputWeights, 0, 1, mlp.b2(0));
        PlainLoops.sumFour(q, second, outputWeights, UNITS, 1, mlp.b2(1));
        PlainLoops.descend(p, d, q, factor, rule.constants().exponentMultiplier());
    }
}
