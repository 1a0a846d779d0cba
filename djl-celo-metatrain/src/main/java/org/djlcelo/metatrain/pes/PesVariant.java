package org.djlcelo.metatrain.pes;

/** The ways of crediting losses to perturbations that are offered. */
public enum PesVariant {
    /**
     * The reference implementation: the step that ends an episode is credited to the newest noise,
     * and every truncation is divided by its own number of counted steps. Biased: on a toy problem
     * with episodes of 10 steps and truncations of 2, a quarter of the gradient is missing; at the
     * lengths used for Celo about 1 %.
     */
    ORIGINAL {
        @Override
        public Credit credit(double meanCountedSteps, LossWeights weights) {
            return (plus, minus) -> answer(plus, minus, weights, true, plus.countedSteps());
        }
    },
    /**
     * Without bias: an episode's last loss depends on all noise since the episode began and is
     * credited to it; every truncation is divided by the same number, the mean number of counted
     * steps.
     */
    UNBIASED {
        @Override
        public Credit credit(double meanCountedSteps, LossWeights weights) {
            return (plus, minus) -> answer(plus, minus, weights, false, meanCountedSteps);
        }
    },
    /**
     * Noise-reuse evolution strategies: one perturbation for a whole episode, credited as {@link
     * #UNBIASED}. The gradient of the same objective, smoothed along whole episodes.
     */
    NRES {
        @Override
        public Credit credit(double meanCountedSteps, LossWeights weights) {
            return UNBIASED.credit(meanCountedSteps, weights);
        }

        @Override
        public NoiseRenewal renewal() {
            return NoiseRenewal.EVERY_EPISODE;
        }
    },
    /**
     * Antithetic evolution strategies, for checks: every truncation is a whole episode under one
     * perturbation, to which all of its losses are credited. The gradient of the same objective as
     * {@link #UNBIASED}, smoothed along whole episodes, at many times the cost.
     */
    ES {
        @Override
        public Credit credit(double meanCountedSteps, LossWeights weights) {
            return (plus, minus) -> {
                Credit.Answer answer = answer(plus, minus, weights, false, meanCountedSteps);
                return new Credit.Answer(0, answer.accumulated(), true, answer.meanLoss());
            };
        }
    };

    /**
     * Returns the crediting of this variant.
     *
     * @param meanCountedSteps the expected number of counted steps of a truncation: K T/(T+1) for a
     *     fixed episode length T, since a restart uses up one step; {@link #ORIGINAL} ignores it
     * @param weights how much each loss counts
     * @return the crediting
     */
    public abstract Credit credit(double meanCountedSteps, LossWeights weights);

    /**
     * Returns how long a perturbation is in use.
     *
     * @return a truncation, unless a variant says otherwise
     */
    public NoiseRenewal renewal() {
        return NoiseRenewal.EVERY_TRUNCATION;
    }

    private static Credit.Answer answer(
            Unroll plus, Unroll minus, LossWeights weights, boolean lastStepIsNew, double divisor) {
        double accumulated = 0;
        double newest = 0;
        double sum = 0;
        boolean ended = false;
        for (int k = 0; k < plus.length(); k++) {
            boolean endsHere = plus.done(k);
            double difference = weights.of(endsHere) * (plus.loss(k) - minus.loss(k));
            if (ended || endsHere && lastStepIsNew) {
                newest += difference;
            } else {
                accumulated += difference;
            }
            ended |= endsHere;
            sum += (plus.loss(k) + minus.loss(k)) / 2;
        }
        // A truncation that is nothing but restarts has no loss: 0, not 0/0.
        double counted = Math.max(1, plus.countedSteps());
        double d = Math.max(1, divisor);
        return new Credit.Answer(accumulated / d, newest / d, ended, sum / counted);
    }
}
