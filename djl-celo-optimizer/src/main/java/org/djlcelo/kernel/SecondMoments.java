package org.djlcelo.kernel;

/** What tensors with rows and columns and those without do differently in the passes. */
interface SecondMoments {

    /** What comes before the passes over the elements; false to skip a gradient with a NaN. */
    boolean begin(Update update, Team team);

    /** Channels per element that other tensors don't have. */
    int channels();

    /** Sets the tile's factors. */
    void factors(Update update, Worker worker);

    /** Adds the squares of the channels that other tensors don't have. */
    void addSquares(Worker worker, float[][] sums);

    /** Folds mean squares into weights; {@code first} is where the additional channels begin. */
    void fold(Update update, double[] meanSquares, int first);

    /** Sets the tile's biases. */
    void biases(Update update, Worker worker);

    /** Writes accumulators. */
    void store(Update update, Worker worker);
}
