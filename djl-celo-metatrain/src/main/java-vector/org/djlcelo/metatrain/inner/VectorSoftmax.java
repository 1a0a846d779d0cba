package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Softmax cross-entropy over logits [class][sample], with its gradient in place. */
final class VectorSoftmax {

    private final int samples;
    private final float[] max;
    private final float[] sum;

    VectorSoftmax(int samples) {
        this.samples = samples;
        max = new float[samples];
        sum = new float[samples];
    }

    /**
     * Replaces logits by the gradient of the mean loss with respect to them.
     *
     * @return the mean loss, natural logarithm
     */
    double apply(float[] logits, int[] labels) {
        for (int b = 0; b < samples; b += LANES) {
            largest(logits, b);
        }
        double loss = 0;
        for (int b = 0; b < samples; b++) {
            loss += max[b] - logits[labels[b] * samples + b];
        }
        for (int b = 0; b < samples; b += LANES) {
            exponentiate(logits, b);
        }
        // the logarithm of the product is the sum of the logarithms; sums are 1 to the classes
        double product = 1;
        for (int b = 0; b < samples; b++) {
            product *= sum[b];
        }
        loss += Math.log(product);
        for (int b = 0; b < samples; b += LANES) {
            normalise(logits, b);
        }
        for (int b = 0; b < samples; b++) {
            logits[labels[b] * samples + b] -= 1f / samples;
        }
        return loss / samples;
    }

    private void largest(float[] logits, int b) {
        FloatVector m = FloatVector.fromArray(SPECIES, logits, b);
        for (int i = b + samples; i < logits.length; i += samples) {
            m = m.max(FloatVector.fromArray(SPECIES, logits, i));
        }
        m.intoArray(max, b);
    }

    private void exponentiate(float[] logits, int b) {
        FloatVector m = FloatVector.fromArray(SPECIES, max, b);
        FloatVector total = FloatVector.zero(SPECIES);
        for (int i = b; i < logits.length; i += samples) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(SPECIES, logits, i).sub(m));
            e.intoArray(logits, i);
            total = total.add(e);
        }
        total.intoArray(sum, b);
    }

    private void normalise(float[] logits, int b) {
        FloatVector factor = FloatVector.fromArray(SPECIES, sum, b).mul(samples);
        factor = FloatVector.broadcast(SPECIES, 1).div(factor);
        for (int i = b; i < logits.length; i += samples) {
            FloatVector.fromArray(SPECIES, logits, i).mul(factor).intoArray(logits, i);
        }
    }
}
