package org.djlcelo.data;

import org.djlcelo.random.Key;

/**
 * Which samples the n-th batch of an endless, reshuffled pass over a data set holds.
 *
 * <p>Every epoch is a new permutation of the samples, cut into floor(n / batch) full batches; the
 * rest is dropped. The permutation is computed per index (a keyed bijection on the next power of
 * four, repeated until it lands inside), so any batch is found without the ones before it: a
 * resumed run, or one particle of many, needs only a number.
 */
public final class BatchSampler {

    private static final int ROUNDS = 8;

    private final int count;
    private final int batchSize;
    private final Key key;
    private final int halfBits;
    private final int halfMask;

    /**
     * Creates a sampler.
     *
     * @param count the number of samples
     * @param batchSize the samples of a batch
     * @param key the random stream of the shuffles
     * @throws IllegalArgumentException if there are fewer samples than a batch takes
     */
    public BatchSampler(int count, int batchSize, Key key) {
        if (batchSize < 1 || count < batchSize) {
            throw new IllegalArgumentException(
                    count + " samples do not fill a batch of " + batchSize);
        }
        this.count = count;
        this.batchSize = batchSize;
        this.key = key;
        int bits = 32 - Integer.numberOfLeadingZeros(count - 1);
        halfBits = Math.max(1, (bits + 1) / 2);
        halfMask = (1 << halfBits) - 1;
    }

    /**
     * Returns the number of batches of an epoch.
     *
     * @return floor(count / batch size)
     */
    public int batchesPerEpoch() {
        return count / batchSize;
    }

    /**
     * Writes the sample indices of a batch.
     *
     * @param batch the number of the batch, from 0, over all epochs
     * @param into receives the indices; of the batch size's length
     */
    public void indices(long batch, int[] into) {
        long epoch = batch / batchesPerEpoch();
        int first = (int) (batch % batchesPerEpoch()) * batchSize;
        long epochKey = key.with(epoch).value();
        for (int i = 0; i < batchSize; i++) {
            into[i] = permute(first + i, epochKey);
        }
    }

    private int permute(int index, long epochKey) {
        int x = index;
        do {
            x = bijection(x, epochKey);
        } while (x >= count);
        return x;
    }

    /** A Feistel network: each round can be undone whatever its function. */
    private int bijection(int x, long epochKey) {
        int left = x >>> halfBits;
        int right = x & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = left ^ (Key.hash(epochKey, ((long) round << 32) | right) & halfMask);
            left = right;
            right = mixed;
        }
        return (left << halfBits) | right;
    }
}
