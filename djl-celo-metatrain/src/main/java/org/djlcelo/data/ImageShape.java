package org.djlcelo.data;

/**
 * The size of an image.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for colour
 */
public record ImageShape(int height, int width, int channels) {

    /** Checks that there is at least one pixel. */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "An image of " + height + "x" + width + "x" + channels + " has no pixels");
        }
    }

    /**
     * Returns the number of values of one image.
     *
     * @return height * width * channels
     */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
