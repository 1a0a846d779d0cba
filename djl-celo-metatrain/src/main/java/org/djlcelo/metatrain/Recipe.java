package org.djlcelo.metatrain;

import org.djlcelo.metatrain.inner.Augmentation;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.TrainedPart.Freezing;
import org.djlcelo.metatrain.pes.MetaObjective;

/**
 * What meta-training does beyond the numbers that everybody changes.
 *
 * @param augmentation how inner tasks are stretched
 * @param horizons how long inner runs are
 * @param objective which losses of an inner run count
 * @param freezing what happens to meta-parameters that a stage doesn't train
 * @param rates the meta-optimizer's rate over a stage
 * @param averaging the decay of the running average of theta that is given out, null for theta
 *     itself
 * @param clipping the largest L2 norm of a meta-gradient, longer ones are scaled down; null for
 *     none
 */
record Recipe(
        Augmentation augmentation,
        Lengths horizons,
        MetaObjective objective,
        Freezing freezing,
        RateSchedule rates,
        Double averaging,
        Double clipping) {

    /** The paper's, but for freezing: what isn't trained stays as it is. */
    static final Recipe PAPER =
            new Recipe(
                    Augmentation.CELO,
                    Lengths.CELO,
                    MetaObjective.MEAN,
                    Freezing.REAL,
                    RateSchedule.CONSTANT,
                    null,
                    null);

    Recipe {
        if (averaging != null && !(averaging > 0 && averaging < 1)) {
            throw new UserException("--average must be between 0 and 1, not " + averaging + ".");
        }
        if (clipping != null && !(clipping > 0)) {
            throw new UserException("--clip must be greater than 0, not " + clipping + ".");
        }
    }

    Recipe withHorizons(Lengths other) {
        return new Recipe(augmentation, other, objective, freezing, rates, averaging, clipping);
    }
}
