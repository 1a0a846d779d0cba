package org.djlcelo.data;

/**
 * How a stored image becomes a network's input: bilinear resize, division by 255, optional grey.
 *
 * <p>The steps and their order are those of learned_optimization's {@code tasks/datasets/base.py}:
 * resize on the raw 0 to 255 values with half-pixel centres and without antialiasing, then [0, 1],
 * then the plain mean over channels. No other normalisation.
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param colour what becomes of the channels
 */
public record ImagePipeline(int height, int width, Colour colour) {

    private static final float MAX_PIXEL = 255;

    /** What becomes of the channels. */
    public enum Colour {
        /** All channels are kept. */
        KEEP,
        /** One channel, the plain mean. */
        GREY
    }

    /**
     * Returns the size of the images that this pipeline makes.
     *
     * @param source the size of stored images
     * @return the resulting size
     */
    public ImageShape shape(ImageShape source) {
        return new ImageShape(height, width, colour == Colour.GREY ? 1 : source.channels());
    }

    /**
     * Converts all images of a set.
     *
     * @param set the stored images
     * @return floats in [0, 1] with the set's labels
     */
    public FloatImages apply(ImageSet set) {
        ImageShape shape = shape(set.shape());
        float[] pixels = new float[Math.multiplyExact(set.count(), shape.size())];
        int[] labels = new int[set.count()];
        for (int sample = 0; sample < labels.length; sample++) {
            convert(set, sample, pixels, sample * shape.size());
            labels[sample] = set.label(sample);
        }
        return new FloatImages(shape, set.classes(), pixels, labels);
    }

    /**
     * Converts one image.
     *
     * @param set the stored images
     * @param sample which one
     * @param into receives the values [row, column, channel]
     * @param offset where they start
     */
    public void convert(ImageSet set, int sample, float[] into, int offset) {
        ImageShape from = set.shape();
        if (from.equals(shape(from))) {
            copy(set, sample, into, offset);
            return;
        }
        int channels = from.channels();
        int at = offset;
        for (int y = 0; y < height; y++) {
            Interpolation row = Interpolation.at(y, from.height(), height);
            for (int x = 0; x < width; x++) {
                Interpolation column = Interpolation.at(x, from.width(), width);
                float sum = 0;
                for (int c = 0; c < channels; c++) {
                    float value = value(set, sample, row, column, c) / MAX_PIXEL;
                    sum += value;
                    if (colour == Colour.KEEP) {
                        into[at++] = value;
                    }
                }
                if (colour == Colour.GREY) {
                    into[at++] = sum / channels;
                }
            }
        }
    }

    /** The same numbers sooner: every source coordinate is that of a pixel. */
    private static void copy(ImageSet set, int sample, float[] into, int offset) {
        for (int i = 0; i < set.shape().size(); i++) {
            into[offset + i] = set.pixel(sample, i) / MAX_PIXEL;
        }
    }

    private static float value(
            ImageSet set, int sample, Interpolation row, Interpolation column, int channel) {
        float top = line(set, sample, row.low(), column, channel);
        float bottom = line(set, sample, row.high(), column, channel);
        return top + (bottom - top) * row.fraction();
    }

    private static float line(
            ImageSet set, int sample, int row, Interpolation column, int channel) {
        ImageShape shape = set.shape();
        int start = row * shape.width();
        float left = set.pixel(sample, (start + column.low()) * shape.channels() + channel);
        float right = set.pixel(sample, (start + column.high()) * shape.channels() + channel);
        return left + (right - left) * column.fraction();
    }
}
