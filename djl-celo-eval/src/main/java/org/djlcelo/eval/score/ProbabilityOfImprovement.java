package org.djlcelo.eval.score;

/**
 * How probable it is that a run of X scores higher than a run of Y on the same task: per task the
 * share of pairs with x &gt; y plus half the ties, averaged over tasks (Agarwal et al. 2021; the
 * Mann-Whitney statistic over the number of pairs).
 */
public final class ProbabilityOfImprovement {

    private ProbabilityOfImprovement() {}

    /**
     * Computes it.
     *
     * @param x scores of X
     * @param y scores of Y on the same tasks; the number of runs may differ
     * @return a probability; {@code of(x, y) + of(y, x)} is 1
     */
    public static double of(ScoreMatrix x, ScoreMatrix y) {
        if (x.tasks() != y.tasks()) {
            throw new IllegalArgumentException(
                    "X has " + x.tasks() + " tasks and Y " + y.tasks() + ": they must be the same");
        }
        // counted in halves: sums of whole numbers are exact in any order
        long halves = 0;
        for (int task = 0; task < x.tasks(); task++) {
            for (int i = 0; i < x.runs(); i++) {
                for (int j = 0; j < y.runs(); j++) {
                    double ofX = x.get(i, task);
                    double ofY = y.get(j, task);
                    halves += ofX > ofY ? 2 : ofX == ofY ? 1 : 0;
                }
            }
        }
        return halves / (2.0 * x.tasks() * x.runs() * y.runs());
    }
}
