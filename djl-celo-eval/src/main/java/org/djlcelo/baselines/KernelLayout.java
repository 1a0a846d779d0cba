package org.djlcelo.baselines;

/** How the axes of weights are ordered; tensors with fewer than two axes have no choice. */
public enum KernelLayout {

    /** [out, in] matrices and [out, in, height, width] kernels, as DJL's blocks have them. */
    OUTPUT_FIRST {
        @Override
        int[] published(int[] lengths) {
            int rank = lengths.length;
            if (rank < 2) {
                return lengths;
            }
            int[] published = new int[rank];
            System.arraycopy(lengths, 2, published, 0, rank - 2);
            published[rank - 2] = lengths[1];
            published[rank - 1] = lengths[0];
            return published;
        }

        @Override
        float[] toPublished(float[] values, int[] lengths) {
            return lengths.length < 2
                    ? values
                    : reverse(values, lengths[0], lengths[1], window(values, lengths));
        }

        @Override
        float[] fromPublished(float[] values, int[] lengths) {
            return lengths.length < 2
                    ? values
                    : reverse(values, window(values, lengths), lengths[1], lengths[0]);
        }
    },

    /** [in, out] matrices and [height, width, in, out] kernels, as the published code has them. */
    OUTPUT_LAST {
        @Override
        int[] published(int[] lengths) {
            return lengths;
        }

        @Override
        float[] toPublished(float[] values, int[] lengths) {
            return values;
        }

        @Override
        float[] fromPublished(float[] values, int[] lengths) {
            return values;
        }
    };

    private static final int SQUARE = 16;

    /** The lengths in the published order. */
    abstract int[] published(int[] lengths);

    /** Values of a tensor of these lengths in the published order; may be the same array. */
    abstract float[] toPublished(float[] values, int[] lengths);

    /** The inverse of {@link #toPublished}, with the same lengths. */
    abstract float[] fromPublished(float[] values, int[] lengths);

    private static int window(float[] values, int[] lengths) {
        return values.length / (lengths[0] * lengths[1]);
    }

    /** From [a, b, c] to [c, b, a], a square at a time, so that both sides stay in the cache. */
    private static float[] reverse(float[] values, int a, int b, int c) {
        float[] reversed = new float[values.length];
        for (int i = 0; i < a; i += SQUARE) {
            for (int k = 0; k < c; k += SQUARE) {
                reverse(values, reversed, a, b, c, i, k);
            }
        }
        return reversed;
    }

    private static void reverse(
            float[] values, float[] reversed, int a, int b, int c, int firstA, int firstC) {
        int endA = Math.min(a, firstA + SQUARE);
        int endC = Math.min(c, firstC + SQUARE);
        for (int i = firstA; i < endA; i++) {
            for (int j = 0; j < b; j++) {
                for (int k = firstC; k < endC; k++) {
                    reversed[(k * b + j) * a + i] = values[(i * b + j) * c + k];
                }
            }
        }
    }
}
