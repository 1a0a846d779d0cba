package org.djlcelo.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the factored axes of a tensor lie.
 *
 * <p>Only the two factored axes matter; all others are kept in both statistics. So every tensor of
 * rank 2 or more is seen as five nested axes [before, first, between, second, after], row-major,
 * where {@code first} and {@code second} are the factored axes in memory order. Element (a, x, b,
 * y, c) belongs to entry (a, b, y, c) of the statistic that averages over {@code first} and to
 * entry (a, x, b, c) of the one that averages over {@code second}. A convolution and a matrix
 * differ in nothing else.
 */
public final class TensorLayout {

    private final long[] shape;
    private final AxisOrder order;
    private final int size;
    private final int rowAxis;
    private final int columnAxis;
    private final int before;
    private final int first;
    private final int between;
    private final int second;
    private final int after;

    private TensorLayout(long[] shape, AxisOrder order, int d0, int d1) {
        this.shape = shape.clone();
        this.order = order;
        rowAxis = d0;
        columnAxis = d1;
        int low = Math.min(d0, d1);
        int high = Math.max(d0, d1);
        size = product(shape, 0, shape.length);
        if (d0 < 0) {
            before = 1;
            first = 1;
            between = 1;
            second = size;
            after = 1;
        } else {
            before = product(shape, 0, low);
            first = (int) shape[low];
            between = product(shape, low + 1, high);
            second = (int) shape[high];
            after = product(shape, high + 1, shape.length);
        }
    }

    /**
     * Finds the factored axes of a shape.
     *
     * @param shape the lengths of the axes, empty for a scalar
     * @param order what decides between equally long axes
     * @return the layout
     * @throws IllegalArgumentException if the tensor has 2^31 elements or more
     */
    public static TensorLayout of(long[] shape, AxisOrder order) {
        if (shape.length < 2) {
            return new TensorLayout(shape, order, -1, -1);
        }
        if (order == AxisOrder.DJL) {
            return djl(shape);
        }
        int[] ascending =
                IntStream.range(0, shape.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(axis -> shape[axis]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int d0 = ascending[shape.length - 1];
        int d1 = ascending[shape.length - 2];
        return new TensorLayout(shape, order, d0, d1);
    }

    /**
     * DJL's axes are the reference's in another order. So ties are decided by sorting the axes as
     * the reference would hold them.
     */
    private static TensorLayout djl(long[] shape) {
        TensorLayout there = of(referenceShape(shape), AxisOrder.REFERENCE);
        int rank = shape.length;
        return new TensorLayout(
                shape,
                AxisOrder.DJL,
                djlAxis(there.rowAxis, rank),
                djlAxis(there.columnAxis, rank));
    }

    /** [out, in, ...spatial] for [...spatial, in, out]. */
    private static int djlAxis(int referenceAxis, int rank) {
        return referenceAxis < rank - 2 ? referenceAxis + 2 : rank - 1 - referenceAxis;
    }

    private static long[] referenceShape(long[] shape) {
        long[] reference = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            reference[i] = shape[djlAxis(i, shape.length)];
        }
        return reference;
    }

    private static int product(long[] shape, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product = Math.multiplyExact(product, shape[i]);
        }
        if (product > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A tensor of shape "
                            + Arrays.toString(shape)
                            + " has more elements than a Java array holds; split the parameter");
        }
        return (int) product;
    }

    /**
     * Returns the lengths of the axes.
     *
     * @return a copy
     */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * Returns the lengths of the axes as the reference would hold the tensor.
     *
     * @return for instance [in, out] for DJL's [out, in]
     */
    public long[] referenceShape() {
        return order == AxisOrder.DJL && shape.length >= 2 ? referenceShape(shape) : shape();
    }

    /**
     * Returns how the axes are ordered.
     *
     * @return the order given to {@link #of}
     */
    public AxisOrder order() {
        return order;
    }

    /**
     * Returns the number of elements.
     *
     * @return the product of the shape
     */
    public int size() {
        return size;
    }

    /**
     * Returns whether the second moments are factored, which they are from rank 2 on.
     *
     * @return false for scalars and vectors
     */
    public boolean isFactored() {
        return rowAxis >= 0;
    }

    /**
     * Returns d0, the axis that row statistics average over.
     *
     * @return the axis, -1 if not factored
     */
    public int rowAxis() {
        return rowAxis;
    }

    /**
     * Returns d1, the axis that column statistics average over.
     *
     * @return the axis, -1 if not factored
     */
    public int columnAxis() {
        return columnAxis;
    }

    /**
     * Returns the number of row statistics: elements without axis d0.
     *
     * @return the count, for a tensor that isn't factored its size
     */
    public int rowCount() {
        return isFactored() ? (int) (size / Math.max(1, shape[rowAxis])) : size;
    }

    /**
     * Returns the number of column statistics: elements without axis d1.
     *
     * @return the count, 0 if not factored
     */
    public int columnCount() {
        return isFactored() ? (int) (size / Math.max(1, shape[columnAxis])) : 0;
    }

    /** Whether d0 is the earlier of the two factored axes in memory. */
    boolean rowAxisIsFirst() {
        return rowAxis < columnAxis;
    }

    int before() {
        return before;
    }

    int first() {
        return first;
    }

    int between() {
        return between;
    }

    int second() {
        return second;
    }

    int after() {
        return after;
    }

    /**
     * Finds the row and the column statistic of a run of elements.
     *
     * @param start the first element
     * @param n the number of elements, within the tensor
     * @param rows receives the row entry of each
     * @param columns receives the column entry of each
     */
    void locate(int start, int n, int[] rows, int[] columns) {
        int c = start % after;
        int y = start / after % second;
        int b = start / after / second % between;
        int x = start / after / second / between % first;
        int a = start / after / second / between / first;
        int[] withoutFirst = rowAxisIsFirst() ? rows : columns;
        int[] withoutSecond = rowAxisIsFirst() ? columns : rows;
        for (int k = 0; k < n; ) {
            // along the second axis and what follows it, the first statistic is contiguous
            int run = Math.min(n - k, (second - y) * after - c);
            int along = indexWithoutFirst(a, b, y, c);
            int across = indexWithoutSecond(a, x, b, 0);
            for (int i = 0; i < run; i++) {
                withoutFirst[k + i] = along + i;
                withoutSecond[k + i] = across + c;
                c = c + 1 == after ? 0 : c + 1;
            }
            k += run;
            y = 0;
            if (++b == between) {
                b = 0;
                if (++x == first) {
                    x = 0;
                    a++;
                }
            }
        }
    }

    /** Entry of the statistic that averages over {@code first}. */
    int indexWithoutFirst(int a, int b, int y, int c) {
        return ((a * between + b) * second + y) * after + c;
    }

    /** Entry of the statistic that averages over {@code second}. */
    int indexWithoutSecond(int a, int x, int b, int c) {
        return ((a * first + x) * between + b) * after + c;
    }
}
