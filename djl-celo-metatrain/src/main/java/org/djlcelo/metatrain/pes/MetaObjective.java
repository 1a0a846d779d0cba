package org.djlcelo.metatrain.pes;

/** Which losses of an episode meta-training makes small. */
public enum MetaObjective {
    /** The mean over all steps, as the paper. */
    MEAN {
        @Override
        public LossWeights weights(double meanLength) {
            return new LossWeights(1, 0);
        }
    },
    /** The loss of the last step. */
    FINAL {
        @Override
        public LossWeights weights(double meanLength) {
            return new LossWeights(0, meanLength);
        }
    };

    /**
     * Returns what each step's loss counts, 1 in the mean over the steps of many episodes.
     *
     * @param meanLength the mean number of steps of an episode
     * @return the weights
     */
    public abstract LossWeights weights(double meanLength);
}
