package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Where the statistics of {@link InnerMlp}'s four tensors lie, so that all of them are handled by
 * the same few operations.
 *
 * <p>There are {@value #STATISTICS} second-moment statistics: one per row (unit) and one per column
 * (input) of each matrix, one per entry of each bias. The longer axis of both matrices is the one
 * of the inputs, so a row statistic is the mean over the inputs.
 *
 * <pre>
 * rows 1   rows 2   columns 1   columns 2   bias 1   bias 2
 * 0..31    32..41   42..105     106..137    138..169 170..179
 * </pre>
 */
final class AdafacLayout {

    static final int STATISTICS = 180;

    private static final int ROWS_2 = InnerMlp.HIDDEN;
    private static final int COLUMNS_1 = ROWS_2 + InnerMlp.OUT;
    private static final int COLUMNS_2 = COLUMNS_1 + InnerMlp.IN;
    private static final int BIAS_1 = COLUMNS_2 + InnerMlp.HIDDEN;
    private static final int BIAS_2 = BIAS_1 + InnerMlp.HIDDEN;

    private static final int TENSORS = 4;
    private static final int[] TENSOR_SIZES = {
        InnerMlp.HIDDEN * InnerMlp.IN, InnerMlp.HIDDEN, InnerMlp.OUT * InnerMlp.HIDDEN, InnerMlp.OUT
    };

    private final NDManager manager;

    AdafacLayout(NDManager manager) {
        this.manager = manager;
    }

    /** For each parameter its two statistics; a bias has its own twice: [SIZE, 2]. */
    NDArray statistics() {
        return pairs(AdafacLayout::columnOf);
    }

    /** The same, but the second of a bias is {@value #STATISTICS}, one past the last: [SIZE, 2]. */
    NDArray factors() {
        return pairs(p -> isBias(p) ? STATISTICS : columnOf(p));
    }

    /** For each parameter its tensor: [SIZE]. */
    NDArray tensors() {
        long[] tensors = new long[InnerMlp.SIZE];
        for (int p = 0; p < tensors.length; p++) {
            tensors[p] = tensorOf(p);
        }
        return manager.create(tensors);
    }

    /** Averages each tensor's parameters: [4, SIZE]. */
    NDArray tensorMeans() {
        float[] means = new float[TENSORS * InnerMlp.SIZE];
        for (int p = 0; p < InnerMlp.SIZE; p++) {
            means[tensorOf(p) * InnerMlp.SIZE + p] = 1f / TENSOR_SIZES[tensorOf(p)];
        }
        return manager.create(means, new Shape(TENSORS, InnerMlp.SIZE));
    }

    /** Gives each row statistic the mean of its matrix's, and zero to others: square. */
    NDArray rowMeans() {
        float[] means = new float[STATISTICS * STATISTICS];
        fill(means, 0, ROWS_2);
        fill(means, ROWS_2, COLUMNS_1);
        return manager.create(means, new Shape(STATISTICS, STATISTICS));
    }

    private static void fill(float[] means, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int j = from; j < to; j++) {
                means[i * STATISTICS + j] = 1f / (to - from);
            }
        }
    }

    /** A column with one value for row statistics and another for the rest: [STATISTICS, 1]. */
    NDArray rowsElse(float rows, float rest) {
        return column(i -> i < COLUMNS_1, rows, rest);
    }

    /** A column with one value for biases and another for the rest: [STATISTICS, 1]. */
    NDArray biasesElse(float biases, float rest) {
        return column(i -> i >= BIAS_1, biases, rest);
    }

    private NDArray column(IntPredicate where, float yes, float no) {
        float[] values = new float[STATISTICS];
        for (int i = 0; i < STATISTICS; i++) {
            values[i] = where.test(i) ? yes : no;
        }
        return manager.create(values, new Shape(STATISTICS, 1));
    }

    private NDArray pairs(IntUnaryOperator second) {
        long[] pairs = new long[2 * InnerMlp.SIZE];
        for (int p = 0; p < InnerMlp.SIZE; p++) {
            pairs[2 * p] = rowOf(p);
            pairs[2 * p + 1] = second.applyAsInt(p);
        }
        return manager.create(pairs, new Shape(InnerMlp.SIZE, 2));
    }

    private static boolean isFirst(int p) {
        return p < InnerMlp.FIRST;
    }

    private static int unit(int p) {
        return isFirst(p) ? p / (InnerMlp.IN + 1) : (p - InnerMlp.FIRST) / (InnerMlp.HIDDEN + 1);
    }

    private static int input(int p) {
        return isFirst(p) ? p % (InnerMlp.IN + 1) : (p - InnerMlp.FIRST) % (InnerMlp.HIDDEN + 1);
    }

    private static boolean isBias(int p) {
        return input(p) == (isFirst(p) ? InnerMlp.IN : InnerMlp.HIDDEN);
    }

    private static int tensorOf(int p) {
        return (isFirst(p) ? 0 : 2) + (isBias(p) ? 1 : 0);
    }

    private static int rowOf(int p) {
        if (isBias(p)) {
            return (isFirst(p) ? BIAS_1 : BIAS_2) + unit(p);
        }
        return (isFirst(p) ? 0 : ROWS_2) + unit(p);
    }

    private static int columnOf(int p) {
        return isBias(p) ? rowOf(p) : (isFirst(p) ? COLUMNS_1 : COLUMNS_2) + input(p);
    }
}
