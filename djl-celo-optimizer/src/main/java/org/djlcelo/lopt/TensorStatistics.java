package org.djlcelo.lopt;

/**
 * What a scheduler sees of one tensor: twelve statistics of its accumulators <em>before</em> this
 * step's update (specification of the baselines, section 3.2: VeLO-S; the same inputs make the
 * paper's ablation of Celo with tensor features).
 *
 * <pre>
 *   q    = 1/sqrt(max(1e-9, mean p²)),   m_k ← q·m_k,   v ← q·v (by q, not q²)
 *   L(x) = clip(ln(1e-8 + |10·x|), -5, 5) / 2
 *   mean_rms    1  L(mean v)
 *   rank        5  one-hot: axes longer than 1; all zero above four
 *   var_m_k     3  L(mean (m_k - mean m_k)²)
 *   var_rms_k   3  L(mean (v - mean m_k)²): v minus the mean of m, as trained
 * </pre>
 *
 * <p>In this order they follow the nine features of progress and the nine of the loss. Sums are in
 * double precision, so that one pass suffices.
 */
public final class TensorStatistics {

    /** Statistics of a tensor. */
    public static final int COUNT = 12;

    private static final int RANKS = 5;
    private static final int RANK = 1;
    private static final int VAR_M = RANK + RANKS;
    private static final int VAR_RMS = VAR_M + Decays.TIMESCALES;

    private TensorStatistics() {}

    /**
     * Writes the statistics of a tensor.
     *
     * @param meanSquare the mean of p² of its values before this step
     * @param momentum three momenta, each as long as the tensor
     * @param secondMoment the second moment, as long as the tensor, at least 1
     * @param rank the number of axes longer than 1
     * @param out receives {@value #COUNT} values
     * @param offset where in {@code out} they begin
     */
    public static void write(
            float meanSquare,
            float[][] momentum,
            float[] secondMoment,
            int rank,
            float[] out,
            int offset) {
        double q = 1 / Math.sqrt(Math.max(1e-9, meanSquare));
        int n = secondMoment.length;
        double v = 0;
        double vSquare = 0;
        for (float value : secondMoment) {
            v += value;
            vSquare += (double) value * value;
        }
        out[offset] = logarithm(q * v / n);
        oneHot(rank, out, offset + RANK);
        for (int k = 0; k < Decays.TIMESCALES; k++) {
            double m = 0;
            double mSquare = 0;
            for (float value : momentum[k]) {
                m += value;
                mSquare += (double) value * value;
            }
            double mean = m / n;
            double varM = mSquare / n - mean * mean;
            double varRms = vSquare / n - 2 * mean * v / n + mean * mean;
            out[offset + VAR_M + k] = logarithm(q * q * varM);
            out[offset + VAR_RMS + k] = logarithm(q * q * varRms);
        }
    }

    private static void oneHot(int rank, float[] out, int offset) {
        for (int r = 0; r < RANKS; r++) {
            out[offset + r] = r == rank ? 1 : 0;
        }
    }

    /**
     * Returns the statistics of a tensor's rank, which don't change.
     *
     * @param shape the lengths of its axes
     * @return five values, as {@link #write} does
     */
    public static float[] ranks(long... shape) {
        float[] ranks = new float[RANKS];
        oneHot(rank(shape), ranks, 0);
        return ranks;
    }

    /**
     * Returns the rank that a tensor's shape stands for.
     *
     * @param shape the lengths of its axes
     * @return the number of axes longer than 1
     */
    public static int rank(long... shape) {
        int rank = 0;
        for (long length : shape) {
            rank += length > 1 ? 1 : 0;
        }
        return rank;
    }

    private static float logarithm(double x) {
        return (float) (0.5 * Math.min(5, Math.max(-5, Math.log(1e-8 + Math.abs(10 * x)))));
    }
}
