package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.junit.jupiter.api.Test;

/**
 * Files damaged at random: refused with the one exception callers expect, or read with the values
 * they had.
 */
class DamagedFilesTest {

    private static final Weights WEIGHTS = RandomWeights.of(Architecture.CELO, 31);

    /** Most of what is not a value lies in the first bytes of either format. */
    private static final int STRUCTURE = 6000;

    @Test
    void cutFilesAreRefused() throws IOException {
        for (byte[] file : new byte[][] {safetensors(), flax()}) {
            for (int n = 0; n < file.length; n += stride(n)) {
                byte[] cut = Arrays.copyOf(file, n);
                assertThrows(WeightsException.class, () -> read(cut));
            }
        }
    }

    /** The identifier in the header is a checksum of the values: no other value gets through. */
    @Test
    void damagedSafetensorsKeepTheirValuesOrAreRefused() throws IOException {
        byte[] file = safetensors();
        Random random = new Random(1);
        for (int i = 0; i < file.length; i += stride(i)) {
            Optional<Weights> weights = damaged(file, i, random);
            weights.ifPresent(w -> assertEquals(WEIGHTS.theta(), w.theta()));
        }
    }

    /** Flax files have no checksum: a damaged value can't be seen, but it is the only one. */
    @Test
    void damagedFlaxFilesChangeOneValueAtMostOrAreRefused() throws IOException {
        byte[] file = flax();
        Random random = new Random(2);
        for (int i = 0; i < file.length; i += stride(i)) {
            Optional<Weights> weights = damaged(file, i, random);
            weights.ifPresent(w -> assertTrue(differences(w.theta()) <= 1));
        }
    }

    @Test
    void severalDamagesAtOnce() throws IOException {
        Random random = new Random(3);
        for (byte[] file : new byte[][] {safetensors(), flax()}) {
            for (int i = 0; i < 500; i++) {
                byte[] copy = file.clone();
                for (int k = 0; k < 4; k++) {
                    copy[random.nextInt(STRUCTURE)] = (byte) random.nextInt();
                }
                refusedOrRead(copy);
            }
        }
    }

    private static int stride(int position) {
        return position < STRUCTURE ? 7 : 499;
    }

    private static byte[] safetensors() throws IOException {
        return SafetensorsWriter.encode(WEIGHTS, "test");
    }

    private static byte[] flax() throws IOException {
        return FlaxFile.of(WEIGHTS.theta()).bytes();
    }

    private static Optional<Weights> damaged(byte[] file, int position, Random random)
            throws IOException {
        byte[] copy = file.clone();
        copy[position] ^= (byte) (1 + random.nextInt(255));
        return refusedOrRead(copy);
    }

    private static Optional<Weights> refusedOrRead(byte[] file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (WeightsException e) {
            assertTrue(e.getMessage().startsWith("damaged: "), e.getMessage());
            return Optional.empty();
        }
    }

    private static Weights read(byte[] file) throws IOException {
        return WeightsFile.read(new ByteArrayInputStream(file), "damaged");
    }

    private static int differences(MetaParameters theta) {
        float[] expected = WEIGHTS.theta().toVector();
        float[] found = theta.toVector();
        int differences = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Float.compare(expected[i], found[i]) != 0) {
                differences++;
            }
        }
        return differences;
    }
}
