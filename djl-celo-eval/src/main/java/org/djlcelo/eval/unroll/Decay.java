package org.djlcelo.eval.unroll;

/**
 * The decay of a moving average, kept · old + added · new.
 *
 * @param kept the decay
 * @param added one minus the decay
 * @param slope the decay's derivative by its learned offset
 */
record Decay(float kept, float added, double slope) {

    /** 1 - exp(10 (ln(1 - initial)/10 + offset)). */
    static Decay of(double initial, double offset) {
        double rest = Math.exp(Math.log(1 - initial) + 10 * offset);
        return new Decay((float) (1 - rest), (float) rest, -10 * rest);
    }

    /** Cuts the decay to [0, 1], outside of which the offset changes nothing. */
    Decay within01() {
        if (kept > 1) {
            return new Decay(1, 0, 0);
        }
        return kept < 0 ? new Decay(0, 1, 0) : this;
    }
}
