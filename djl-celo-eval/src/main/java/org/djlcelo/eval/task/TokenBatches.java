package org.djlcelo.eval.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.eval.data.TokenRecords;
import org.djlcelo.random.Key;

/** Batches of token sequences; the labels are the next tokens. */
final class TokenBatches implements Batches {

    private final TokenRecords records;
    private final BatchSampler sampler;
    private final int batchSize;
    private final TokenInputs inputs;
    private final Key key;

    TokenBatches(TokenRecords records, int batchSize, TokenInputs inputs, Key key) {
        this.records = records;
        this.batchSize = batchSize;
        this.inputs = inputs;
        this.key = key;
        sampler = new BatchSampler(records.count(), batchSize, key.with("order"));
    }

    /** {@inheritDoc} */
    @Override
    public Batch get(NDManager manager, long number) {
        int length = records.length() - 1;
        int[] indices = new int[batchSize];
        sampler.indices(number, indices);
        long[] seen = new long[batchSize * length];
        long[] next = new long[seen.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = records.token(indices[i / length], i % length);
            next[i] = records.token(indices[i / length], i % length + 1);
        }
        NDList data = new NDList(manager.create(seen, new Shape(batchSize, length)));
        data.addAll(inputs.beside(manager, seen, key.with("noise").with(number).random()));
        return new Batch(
                data,
                new NDList(
                        manager.create(next, new Shape(next.length, 1)),
                        manager.create(weights(seen))));
    }

    /** Equal for all positions that are no padding, zero for the others. */
    private static float[] weights(long[] seen) {
        int words = 0;
        for (long token : seen) {
            words += token == 0 ? 0 : 1;
        }
        float[] weights = new float[seen.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = seen[i] == 0 ? 0 : 1f / words;
        }
        return weights;
    }
}
