package org.djlcelo.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How {@link Shampoo} sees a tensor: neighbouring short axes as one. */
final class MergedAxes {

    /** Merged axes are at most this long, and longer ones are not preconditioned. */
    static final int LIMIT = 4096;

    private MergedAxes() {}

    /** Whether a tensor follows the graft only. */
    static boolean skips(int[] lengths) {
        return lengths.length == 0 || Arrays.stream(lengths).anyMatch(length -> length > LIMIT);
    }

    /** Merges from left to right; axes of length 1 vanish, unless there is no other. */
    static int[] merge(int[] lengths) {
        List<Integer> merged = new ArrayList<>();
        int product = 1;
        for (int length : lengths) {
            if (product * length <= LIMIT) {
                product *= length;
            } else {
                merged.add(product);
                product = length;
            }
        }
        if (product > 1 || merged.isEmpty()) {
            merged.add(product);
        }
        return merged.stream().mapToInt(length -> length).toArray();
    }
}
