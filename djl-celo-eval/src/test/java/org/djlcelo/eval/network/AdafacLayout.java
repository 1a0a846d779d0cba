package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Where the second-moment statistics of {@link InnerMlp}'s four tensors lie, so that all of them
 * are handled by the same few operations.
 *
 * <p>For each unit (row) of a matrix there are two, the mean over its inputs and its bias' own; for
 * each input (column) there is the mean over the units. The longer axis of both matrices is the one
 * of the inputs, so a row's statistic is the mean over the inputs. The bias column has a mean over
 * units, too, which nothing uses; the two of them keep the operations uniform.
 *
 * <pre>
 * units 1 (row, bias)   inputs 1   units 2 (row, bias)   inputs 2
 * 0..63                 64..128    129..148              149..181
 * </pre>
 */
final class AdafacLayout {

    static final int STATISTICS = 182;

    /** The place, one past the last, of a factor that is 1. */
    private static final int NO_FACTOR = STATISTICS;

    private static final int UNITS_2 = 2 * InnerMlp.HIDDEN + InnerMlp.IN + 1;
    private static final int INPUTS_2 = UNITS_2 + 2 * InnerMlp.OUT;

    private static final int TENSORS = 4;
    private static final int[] TENSOR_SIZES = {
        InnerMlp.HIDDEN * InnerMlp.IN, InnerMlp.HIDDEN, InnerMlp.OUT * InnerMlp.HIDDEN, InnerMlp.OUT
    };

    private final NDManager manager;

    AdafacLayout(NDManager manager) {
        this.manager = manager;
    }

    /**
     * For each of a table's rows, where each parameter finds its row statistic, then where each
     * finds its column statistic, which of a bias is its own again: [rows, 2 SIZE].
     */
    NDArray statistics(int rows) {
        long[] both = new long[2 * InnerMlp.SIZE];
        for (int p = 0; p < InnerMlp.SIZE; p++) {
            both[p] = rowOf(p);
            both[InnerMlp.SIZE + p] = isBias(p) ? rowOf(p) : columnOf(p);
        }
        return repeated(both, rows);
    }

    /** For each of a table's rows, where each parameter finds its row factor: [rows, SIZE]. */
    NDArray rowFactors(int rows) {
        return repeated(places(AdafacLayout::rowOf), rows);
    }

    /** The same for column factors; those of biases are 1: [rows, SIZE]. */
    NDArray columnFactors(int rows) {
        return repeated(places(p -> isBias(p) ? NO_FACTOR : columnOf(p)), rows);
    }

    /** Averages over each tensor: [SIZE, 4]. */
    NDArray tensorMeans() {
        float[] means = new float[InnerMlp.SIZE * TENSORS];
        for (int p = 0; p < InnerMlp.SIZE; p++) {
            means[p * TENSORS + tensorOf(p)] = 1f / TENSOR_SIZES[tensorOf(p)];
        }
        return manager.create(means, new Shape(InnerMlp.SIZE, TENSORS));
    }

    /** Hands a tensor's value to its parameters: [4, SIZE]. */
    NDArray toParameters() {
        float[] members = new float[TENSORS * InnerMlp.SIZE];
        for (int p = 0; p < InnerMlp.SIZE; p++) {
            members[tensorOf(p) * InnerMlp.SIZE + p] = 1;
        }
        return manager.create(members, new Shape(TENSORS, InnerMlp.SIZE));
    }

    /** Takes the mean over inputs, and the bias, of a unit: [inputs + 1, 2]. */
    NDArray overInputs(int inputs) {
        float[] means = new float[2 * (inputs + 1)];
        for (int i = 0; i < inputs; i++) {
            means[2 * i] = 1f / inputs;
        }
        means[2 * inputs + 1] = 1;
        return manager.create(means, new Shape(inputs + 1, 2));
    }

    /** Takes the mean over units: [1, units]. */
    NDArray overUnits(int units) {
        return manager.full(new Shape(1, units), 1f / units);
    }

    /** Gives each row's statistic the mean of its matrix's, and zero to others: square. */
    NDArray rowMeans() {
        float[] means = new float[STATISTICS * STATISTICS];
        for (int to = 0; to < STATISTICS; to++) {
            for (int from = 0; from < STATISTICS; from++) {
                if (isRow(from) && isRow(to) && isFirstPlace(from) == isFirstPlace(to)) {
                    int units = isFirstPlace(from) ? InnerMlp.HIDDEN : InnerMlp.OUT;
                    means[from * STATISTICS + to] = 1f / units;
                }
            }
        }
        return manager.create(means, new Shape(STATISTICS, STATISTICS));
    }

    /** One value for the statistics of rows and another for the rest: [1, STATISTICS]. */
    NDArray rowsElse(float rows, float rest) {
        return places(AdafacLayout::isRow, rows, rest);
    }

    /** One value for the statistics of biases and zero for the rest: [1, STATISTICS]. */
    NDArray biases(float value) {
        return places(place -> isUnit(place) && !isRow(place), value, 0);
    }

    private NDArray places(IntPredicate where, float yes, float no) {
        float[] values = new float[STATISTICS];
        for (int place = 0; place < STATISTICS; place++) {
            values[place] = where.test(place) ? yes : no;
        }
        return manager.create(values, new Shape(1, STATISTICS));
    }

    private static long[] places(IntUnaryOperator placeOf) {
        long[] places = new long[InnerMlp.SIZE];
        for (int p = 0; p < places.length; p++) {
            places[p] = placeOf.applyAsInt(p);
        }
        return places;
    }

    private NDArray repeated(long[] places, int rows) {
        long[] all = new long[rows * places.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(places, 0, all, row * places.length, places.length);
        }
        return manager.create(all, new Shape(rows, places.length));
    }

    private static boolean isFirstPlace(int place) {
        return place < UNITS_2;
    }

    private static boolean isUnit(int place) {
        return place < 2 * InnerMlp.HIDDEN || place >= UNITS_2 && place < INPUTS_2;
    }

    private static boolean isRow(int place) {
        return isUnit(place) && (place - (isFirstPlace(place) ? 0 : UNITS_2)) % 2 == 0;
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
        return (isFirst(p) ? 0 : UNITS_2) + 2 * unit(p) + (isBias(p) ? 1 : 0);
    }

    private static int columnOf(int p) {
        return (isFirst(p) ? 2 * InnerMlp.HIDDEN : INPUTS_2) + input(p);
    }
}
