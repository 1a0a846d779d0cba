package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.djlcelo.data.ImagePipeline.Colour;
import org.junit.jupiter.api.Test;

class ImagePipelineTest {

    private static final Origin NOBODY = new Origin("made up", "none");

    /** From 32 to 8 the neighbours are the pixels 4i+1 and 4i+2 on each axis, each with half. */
    @Test
    void from32To8AveragesTheTwoMiddlePixels() {
        byte[] pixels = new byte[32 * 32];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                pixels[32 * y + x] = (byte) ((y * y + 3 * x) % 256);
            }
        }
        FloatImages out = resize(32, 32, 1, pixels, 8, Colour.KEEP);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                int sum = 0;
                for (int dy = 1; dy <= 2; dy++) {
                    for (int dx = 1; dx <= 2; dx++) {
                        sum += pixels[32 * (4 * y + dy) + 4 * x + dx] & 0xff;
                    }
                }
                assertEquals(sum / 4f / 255f, out.pixels()[8 * y + x], 1e-6f);
            }
        }
    }

    /**
     * From 28 to 8 the scale is 3.5: output 0 lies at 1.25, output 3 at 11.75, output 7 at 25.75.
     */
    @Test
    void from28To8InterpolatesAtHalfPixelCentres() {
        byte[] ramp = new byte[28 * 28];
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                ramp[28 * y + x] = (byte) (4 * x + y);
            }
        }
        FloatImages out = resize(28, 28, 1, ramp, 8, Colour.KEEP);
        assertEquals((4 * 1.25f + 1.25f) / 255f, out.pixels()[0], 1e-6f);
        assertEquals((4 * 11.75f + 1.25f) / 255f, out.pixels()[3], 1e-6f);
        assertEquals((4 * 1.25f + 25.75f) / 255f, out.pixels()[7 * 8], 1e-6f);
    }

    /** From 2 to 4 the outer centres lie outside, at -0.25 and 1.25, and are clamped. */
    @Test
    void enlargingClampsAtTheBorder() {
        float[] row = new float[4];
        new ImagePipeline(1, 4, Colour.KEEP).convert(set(1, 2, 1, (byte) 0, (byte) 255), 0, row, 0);
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, row, 1e-6f);
    }

    @Test
    void greyIsThePlainMeanAfterScaling() {
        FloatImages out = resize(1, 1, 3, new byte[] {(byte) 255, 0, 51}, 1, Colour.GREY);
        assertEquals(new ImageShape(1, 1, 1), out.shape());
        assertEquals((1 + 0 + 0.2f) / 3, out.pixels()[0], 1e-6f);
    }

    @Test
    void sameSizeKeepsPixelsAndChannelOrder() {
        byte[] pixels = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};
        FloatImages out = ImagePipelineTest.apply(set(1, 2, 3, pixels), 1, 2);
        assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, out.pixels(), 1e-6f);
    }

    /** The counts that the reference lists for MNIST and CIFAR-10. */
    @Test
    void portionsAreThoseOfTheReference() {
        assertEquals(48_000, Portion.INNER_TRAIN.to(60_000));
        assertEquals(40_000, Portion.INNER_TRAIN.to(50_000));
        assertEquals(Portion.INNER_TRAIN.to(1437), Portion.INNER_VALID.from(1437));
        assertEquals(1437, Portion.OUTER_VALID.to(1437));
        assertEquals(58_606, Portion.INNER_TRAIN.to(73_257));
    }

    private static FloatImages resize(
            int height, int width, int channels, byte[] pixels, int size, Colour colour) {
        return new ImagePipeline(size, size, colour).apply(set(height, width, channels, pixels));
    }

    private static FloatImages apply(ImageSet set, int height, int width) {
        return new ImagePipeline(height, width, Colour.KEEP).apply(set);
    }

    private static ImageSet set(int height, int width, int channels, byte... pixels) {
        ImageShape shape = new ImageShape(height, width, channels);
        return ImageSet.of("t", Split.TRAIN, shape, 1, pixels, new byte[1], NOBODY);
    }
}
