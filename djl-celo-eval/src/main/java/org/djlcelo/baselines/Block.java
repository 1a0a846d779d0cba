package org.djlcelo.baselines;

import java.util.ArrayList;
import java.util.List;

/** A part of a row-major tensor with at most so many indices of each axis. */
final class Block {

    private final int[] tensor;
    private final int[] from;
    private final int[] lengths;

    private Block(int[] tensor, int[] from, int[] lengths) {
        this.tensor = tensor;
        this.from = from;
        this.lengths = lengths;
    }

    /** Cuts every axis; the last piece of an axis may be shorter. */
    static List<Block> cut(int[] tensor, int size) {
        List<Block> blocks = new ArrayList<>();
        cut(tensor, size, 0, new int[tensor.length], blocks);
        return blocks;
    }

    private static void cut(int[] tensor, int size, int axis, int[] from, List<Block> blocks) {
        if (axis == tensor.length) {
            int[] lengths = new int[axis];
            for (int i = 0; i < axis; i++) {
                lengths[i] = Math.min(size, tensor[i] - from[i]);
            }
            blocks.add(new Block(tensor, from.clone(), lengths));
            return;
        }
        for (int start = 0; start < tensor[axis]; start += size) {
            from[axis] = start;
            cut(tensor, size, axis + 1, from, blocks);
        }
    }

    int[] lengths() {
        return lengths;
    }

    /** Copies this part out of the tensor. */
    float[] read(float[] values) {
        int rowLength = lengths[lengths.length - 1];
        int rows = rows();
        float[] block = new float[rows * rowLength];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, offset(row), block, row * rowLength, rowLength);
        }
        return block;
    }

    /** Copies this part into the tensor. */
    void write(float[] block, float[] values) {
        int rowLength = lengths[lengths.length - 1];
        int rows = rows();
        for (int row = 0; row < rows; row++) {
            System.arraycopy(block, row * rowLength, values, offset(row), rowLength);
        }
    }

    private int rows() {
        return Axis.product(lengths, lengths.length - 1);
    }

    /** Where a row of this part, a run along the last axis, starts in the tensor. */
    private int offset(int row) {
        int last = lengths.length - 1;
        int offset = from[last];
        int stride = tensor[last];
        int rest = row;
        for (int axis = last - 1; axis >= 0; axis--) {
            offset += (from[axis] + rest % lengths[axis]) * stride;
            rest /= lengths[axis];
            stride *= tensor[axis];
        }
        return offset;
    }
}
