package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;

/** A dense layer that sums four vectors of outputs at a time. */
final class VectorDenseLayer implements DenseLayer {

    private final int inputs;
    private final int outputs;
    private final float[] weight;
    private final float[] bias;

    VectorDenseLayer(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        weight = new float[inputs * outputs];
        bias = new float[outputs];
    }

    static boolean supports(int outputs) {
        return outputs % (4 * LANES) == 0;
    }

    @Override
    public void use(float[] vector, int weightStart, int biasStart) {
        System.arraycopy(vector, weightStart, weight, 0, weight.length);
        System.arraycopy(vector, biasStart, bias, 0, bias.length);
    }

    @Override
    public void apply(float[] x, float[] y) {
        for (int o = 0; o < outputs; o += 4 * LANES) {
            apply(x, y, o);
        }
    }

    private void apply(float[] x, float[] y, int o) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, o);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, o + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, bias, o + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, bias, o + 3 * LANES);
        for (int k = 0, at = o; k < inputs; k++, at += outputs) {
            FloatVector xk = FloatVector.broadcast(SPECIES, x[k]);
            s0 = xk.fma(FloatVector.fromArray(SPECIES, weight, at), s0);
            s1 = xk.fma(FloatVector.fromArray(SPECIES, weight, at + LANES), s1);
            s2 = xk.fma(FloatVector.fromArray(SPECIES, weight, at + 2 * LANES), s2);
            s3 = xk.fma(FloatVector.fromArray(SPECIES, weight, at + 3 * LANES), s3);
        }
        s0.intoArray(y, o);
        s1.intoArray(y, o + LANES);
        s2.intoArray(y, o + 2 * LANES);
        s3.intoArray(y, o + 3 * LANES);
    }
}
