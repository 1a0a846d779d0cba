package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSamplerTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100, 1021, 8000, 48_000})
    void anEpochVisitsNoSampleTwice(int count) {
        int batch = Math.min(count, 7);
        BatchSampler sampler = new BatchSampler(count, batch, Key.of(3));
        boolean[] seen = new boolean[count];
        int[] indices = new int[batch];
        for (int b = 0; b < sampler.batchesPerEpoch(); b++) {
            sampler.indices(5L * sampler.batchesPerEpoch() + b, indices);
            for (int i : indices) {
                assertFalse(seen[i]);
                seen[i] = true;
            }
        }
        assertEquals(count / batch, sampler.batchesPerEpoch());
    }

    @Test
    void anyBatchIsFoundWithoutTheOnesBefore() {
        int[] a = new int[64];
        int[] b = new int[64];
        BatchSampler sampler = new BatchSampler(1000, 64, Key.of(1));
        for (long n = 0; n < 500; n++) {
            sampler.indices(n, a);
        }
        new BatchSampler(1000, 64, Key.of(1)).indices(499, b);
        assertArrayEquals(a, b);
        new BatchSampler(1000, 64, Key.of(2)).indices(499, b);
        assertFalse(Arrays.equals(a, b));
    }

    /**
     * Over many epochs every sample comes equally often at the first place, and the sample at the
     * first place says nothing about the one at the second: chi-square below its 5 sigma bound.
     */
    @Test
    void shufflesAreUniform() {
        int n = 10;
        int epochs = 200_000;
        BatchSampler sampler = new BatchSampler(n, n, Key.of(11));
        int[] pairs = new int[n * n];
        int[] order = new int[n];
        for (int epoch = 0; epoch < epochs; epoch++) {
            sampler.indices(epoch, order);
            pairs[n * order[0] + order[1]]++;
        }
        double expected = (double) epochs / (n * (n - 1));
        double chiSquare = 0;
        for (int i = 0; i < n * n; i++) {
            if (i / n != i % n) {
                chiSquare += Math.pow(pairs[i] - expected, 2) / expected;
            }
        }
        int freedom = n * (n - 1) - 1;
        assertTrue(chiSquare < freedom + 5 * Math.sqrt(2.0 * freedom), "chi-square " + chiSquare);
    }

    @Test
    void tooFewSamplesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BatchSampler(63, 64, Key.of(1)));
    }
}
