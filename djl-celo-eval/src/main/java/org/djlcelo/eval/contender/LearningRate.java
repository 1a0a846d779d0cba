package org.djlcelo.eval.contender;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;

/**
 * A constant learning rate of a contender.
 *
 * @param value a positive number
 */
record LearningRate(float value) {

    /** The paper's 15 rates: half powers of ten. */
    static final List<LearningRate> GRID =
            Stream.of(
                            1e-7f, 3e-7f, 1e-6f, 3e-6f, 1e-5f, 3e-5f, 1e-4f, 3e-4f, 1e-3f, 3e-3f,
                            1e-2f, 3e-2f, 1e-1f, 3e-1f, 1f)
                    .map(LearningRate::new)
                    .toList();

    LearningRate {
        if (!(value > 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "A learning rate must be a positive number, not " + value);
        }
    }

    /**
     * Reads the rate of an optimizer.
     *
     * @throws UserException if the text is no positive number
     */
    static LearningRate parse(String optimizer, String text) {
        try {
            return new LearningRate(Float.parseFloat(text));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "\""
                            + text
                            + "\" is no learning rate; write for instance "
                            + optimizer
                            + "@0.003.",
                    e);
        }
    }

    /** The number as people write it: 0.003. */
    @Override
    public String toString() {
        return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
    }
}
