package org.djlcelo.eval.score;

/** What an optimizer is in a comparison; the order is that of tables. */
public enum Role {

    /** It has learned weights; but for Celo2's rate there is nothing to tune. */
    LEARNED,

    /** Adam at its best rate, which all others are scored against. */
    BASELINE,

    /** Another optimizer made by hand, at its best setting. */
    HAND_DESIGNED;

    static Role of(Trial trial) {
        if (trial.isBaseline()) {
            return BASELINE;
        }
        return trial.run().weightsSource() == null ? HAND_DESIGNED : LEARNED;
    }
}
