package org.djlcelo.data;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * Which samples the n-th batch of an endless, reshuffled pass over a data set holds.
 *
 * <p>Every epoch is a new permutation of the samples, cut into floor(n / batch) full batches; the
 * rest is dropped. The permutation depends on nothing but the key and the epoch's number, so any
 * batch is found without the ones before it: a resumed run, or one particle of many, needs only a
 * number. The last few permutations are kept, since the particles of a task share epochs.
 *
 * <p>Safe for use by several threads.
 */
public final class BatchSampler {

    private static final int EPOCHS_KEPT = 8;

    private final int count;
    private final int batchSize;
    private final Key key;
    private final AtomicReferenceArray<Epoch> kept = new AtomicReferenceArray<>(EPOCHS_KEPT);

    private record Epoch(long number, int[] order) {}

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
        int first = (int) (batch % batchesPerEpoch()) * batchSize;
        System.arraycopy(order(batch / batchesPerEpoch()), first, into, 0, batchSize);
    }

    /** Two threads may make the same permutation at the same time; they make the same. */
    private int[] order(long number) {
        int slot = (int) (number % EPOCHS_KEPT);
        Epoch epoch = kept.get(slot);
        if (epoch == null || epoch.number() != number) {
            epoch = new Epoch(number, shuffle(key.with(number).random()));
            kept.set(slot, epoch);
        }
        return epoch.order();
    }

    /** Fisher and Yates, from the inside out. */
    private int[] shuffle(KeyedRandom random) {
        int[] order = new int[count];
        for (int i = 1; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
