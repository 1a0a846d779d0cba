package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;
import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.UpdateRule;

/**
 * The rule's network over the elements of one tensor, four units wide.
 *
 * <p>Sums of the layers stand in memory as [element block][unit], so that each method holds few
 * enough vectors for the registers and for the compiler's limits.
 */
final class VectorLayers {

    private static final int B1 = UNITS * UNITS;
    private static final int W2 = B1 + UNITS;
    private static final int B2 = W2 + 2 * UNITS;

    private final int size;
    private final float[] sums;
    private final float[] weights = new float[B2 + 2];
    private float exponentMultiplier;

    /** Creates layers for a tensor of a size that is a multiple of the lanes. */
    VectorLayers(int size) {
        this.size = size;
        sums = new float[UNITS * size];
    }

    /** Takes the weights of a rule. */
    void use(UpdateRule rule) {
        Mlp mlp = rule.mlp();
        for (int h = 0; h < UNITS; h++) {
            for (int k = 0; k < UNITS; k++) {
                weights[k * UNITS + h] = mlp.w1(k, h);
            }
            weights[B1 + h] = mlp.b1(h);
            weights[W2 + h] = mlp.w2(h, 0);
            weights[W2 + UNITS + h] = mlp.w2(h, 1);
        }
        weights[B2] = mlp.b2(0);
        weights[B2 + 1] = mlp.b2(1);
        exponentMultiplier = rule.constants().exponentMultiplier();
    }

    /** The first layer's sums: those of unit h of the elements from i at {@code 4 i + h LANES}. */
    float[] sums() {
        return sums;
    }

    /** {@code p = p - factor d exp(m q)}. */
    void descend(float factor, float[] parameter) {
        secondLayer();
        step(factor, parameter);
    }

    private void secondLayer() {
        float[] w = weights;
        for (int i = 0; i < UNITS * size; i += UNITS * LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, sums, i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, sums, i + LANES);
            FloatVector x2 = FloatVector.fromArray(SPECIES, sums, i + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(SPECIES, sums, i + 3 * LANES);
            // 2 relu(x) is x + |x|; the maximum knows no NaN and takes Java six instructions
            x0 = x0.add(x0.abs());
            x1 = x1.add(x1.abs());
            x2 = x2.add(x2.abs());
            x3 = x3.add(x3.abs());
            for (int h = 0; h < UNITS; h++) {
                FloatVector y = FloatVector.broadcast(SPECIES, w[B1 + h]);
                y = x0.fma(FloatVector.broadcast(SPECIES, 0.5f * w[h]), y);
                y = x1.fma(FloatVector.broadcast(SPECIES, 0.5f * w[UNITS + h]), y);
                y = x2.fma(FloatVector.broadcast(SPECIES, 0.5f * w[2 * UNITS + h]), y);
                y = x3.fma(FloatVector.broadcast(SPECIES, 0.5f * w[3 * UNITS + h]), y);
                y.add(y.abs()).intoArray(sums, i + h * LANES);
            }
        }
    }

    private void step(float factor, float[] parameter) {
        float[] w = weights;
        for (int i = 0; i < size; i += LANES) {
            FloatVector d = FloatVector.broadcast(SPECIES, w[B2]);
            FloatVector q = FloatVector.broadcast(SPECIES, w[B2 + 1]);
            for (int h = 0; h < UNITS; h++) {
                FloatVector y = FloatVector.fromArray(SPECIES, sums, UNITS * i + h * LANES);
                d = y.fma(FloatVector.broadcast(SPECIES, 0.5f * w[W2 + h]), d);
                q = y.fma(FloatVector.broadcast(SPECIES, 0.5f * w[W2 + UNITS + h]), q);
            }
            FloatVector step = VectorMath.exp(q.mul(exponentMultiplier)).mul(d).mul(factor);
            FloatVector p = FloatVector.fromArray(SPECIES, parameter, i);
            p.sub(step).intoArray(parameter, i);
        }
    }
}
