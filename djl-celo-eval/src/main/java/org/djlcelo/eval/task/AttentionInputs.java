package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import org.djlcelo.random.KeyedRandom;

/**
 * What a transformer gets beside the tokens: the mask of its attention and its dropout.
 *
 * @param batch sequences of a batch
 * @param length tokens of a sequence
 * @param width numbers per token
 * @param dropouts how many dropouts the network has
 * @param rate the probability of a zero; 0 for a network without dropout
 */
record AttentionInputs(int batch, int length, int width, int dropouts, double rate)
        implements TokenInputs {

    /** Large enough to leave nothing of a logit, as in the reference. */
    private static final float NEVER = -1e30f;

    /** {@inheritDoc} */
    @Override
    public NDList beside(NDManager manager, long[] tokens, KeyedRandom random) {
        NDList inputs = new NDList(mask(manager, tokens));
        for (int i = 0; rate > 0 && i < dropouts; i++) {
            inputs.add(factors(manager, random));
        }
        return inputs;
    }

    /** A token sees those up to itself that are no padding. */
    private NDArray mask(NDManager manager, long[] tokens) {
        float[] mask = new float[batch * length * length];
        for (int i = 0; i < mask.length; i++) {
            int sequence = i / (length * length);
            int from = i / length % length;
            int to = i % length;
            mask[i] = to > from || tokens[sequence * length + to] == 0 ? NEVER : 0;
        }
        return manager.create(mask, new Shape(batch, 1, length, length));
    }

    private NDArray factors(NDManager manager, RandomGenerator random) {
        float[] factors = new float[batch * length * width];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
        }
        return manager.create(factors, new Shape(batch, length, width));
    }
}
