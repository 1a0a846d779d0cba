package org.djlcelo.kernel;

/** What tensors with rows and columns and those without do differently in the passes. */
interface SecondMoments {

    /** What comes before the passes over the elements; false to skip a gradient with a NaN. */
    boolean begin(Update update, Team team);

    /** Sets the factors of the worker's tile. */
    void factors(Update update, Worker worker);

    /** Adds the squares of the channels that other tensors don't have. */
    void addSquares(Worker worker);

    /** Folds the mean squares of these channels, the last of those given, into weights. */
    void fold(Update update, double[] meanSquares);

    /** Sets the biases of the worker's tile. */
    void biases(Update update, Worker worker);

    /** Writes what {@link #factors} has brought up to date. */
    void store(Update update, Worker worker);
}
