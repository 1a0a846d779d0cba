package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.djlcelo.metatrain.inner.Augmentation.Level;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

    private static final int[] SIZES = {6, 3, 4};

    @ParameterizedTest
    @CsvSource({"NONE, 1", "GLOBAL, 1", "TENSOR, 3", "PARAMETER, 13"})
    void levelSaysHowManyScalesThereAre(Level level, int scales) {
        Augmentation augmentation = new Augmentation(level, 1e-2, 1e3);
        double lowest = 1;
        double highest = 1;
        for (int episode = 0; episode < 300; episode++) {
            Set<Float> drawn = scales(augmentation, episode);
            assertEquals(scales, drawn.size());
            for (float scale : drawn) {
                lowest = Math.min(lowest, scale);
                highest = Math.max(highest, scale);
            }
        }
        boolean stretches = level != Level.NONE;
        assertTrue(lowest >= 0.0099 && lowest < 0.012 == stretches, "lowest " + lowest);
        assertTrue(highest <= 1001 && highest > 800 == stretches, "highest " + highest);
    }

    /**
     * none : global : tensor : parameter = 2 : 2 : 2 : 1, each range in a third of the episodes.
     */
    @Test
    void listIsVelos() {
        int episodes = 14_000;
        Map<Integer, Integer> counts = new TreeMap<>();
        int ones = 0;
        int wide = 0;
        for (int episode = 0; episode < episodes; episode++) {
            Set<Float> drawn = scales(new Augmentation(Level.LIST, 1, 1), episode);
            counts.merge(drawn.size(), 1, Integer::sum);
            boolean none = drawn.equals(Set.of(1f));
            ones += none ? 1 : 0;
            boolean global = drawn.size() == 1 && !none;
            float scale = drawn.iterator().next();
            wide += global && (scale > 100 || scale < 0.01) ? 1 : 0;
        }
        assertEquals(Set.of(1, 3, 13), counts.keySet());
        assertEquals(4 / 7.0, counts.get(1) / (double) episodes, 0.02);
        assertEquals(2 / 7.0, counts.get(3) / (double) episodes, 0.02);
        assertEquals(2 / 7.0, ones / (double) episodes, 0.02);
        // of global scales a third has the range 10^±3, of which a third is beyond 10^±2
        assertEquals(2 / 7.0 / 9, wide / (double) episodes, 0.006);
    }

    @Test
    void emptyRangesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(Level.GLOBAL, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(Level.GLOBAL, 0, 1));
    }

    private static Set<Float> scales(Augmentation augmentation, int episode) {
        Scales scales = augmentation.draw(Key.of(episode).random(), SIZES);
        Set<Float> drawn = new HashSet<>();
        for (int t = 0; t < SIZES.length; t++) {
            float[] ones = new float[SIZES[t]];
            Arrays.fill(ones, 1);
            scales.multiply(t, ones, ones);
            for (float scale : ones) {
                drawn.add(scale);
            }
        }
        return drawn;
    }
}
