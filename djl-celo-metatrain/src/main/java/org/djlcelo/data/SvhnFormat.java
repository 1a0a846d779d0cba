package org.djlcelo.data;

/**
 * The cropped digits of SVHN: a MATLAB file with the images X [32, 32, 3, n] and the labels y [n,
 * 1], where 10 stands for the digit 0.
 *
 * <p>Source: the format description on the SVHN page.
 */
final class SvhnFormat {

    private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
    private static final int CLASSES = 10;

    private SvhnFormat() {}

    static ImageSet read(String name, Split split, DataFile file, Origin origin)
            throws DataException {
        MatFile mat = MatFile.read(file);
        MatFile.Array images = mat.get("X");
        MatFile.Array digits = mat.get("y");
        if (images == null || digits == null || !fits(images.shape(), digits.shape())) {
            throw file.malformed(
                    "does not hold the images X [32, 32, 3, n] and labels y [n, 1] of SVHN's cropped"
                            + " digits");
        }
        int count = images.shape()[3];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int label = digits.at(i);
            if (label > CLASSES) {
                throw file.malformed("holds the label " + label);
            }
            labels[i] = (byte) (label % CLASSES);
        }
        return new ImageSet(name, split, SHAPE, CLASSES, pixels(images, count), labels, origin);
    }

    private static boolean fits(int[] images, int[] labels) {
        return images.length == 4
                && images[0] == SHAPE.height()
                && images[1] == SHAPE.width()
                && images[2] == SHAPE.channels()
                && images[3] > 0
                && labels[0] == images[3];
    }

    /** From row fastest to [sample, row, column, channel]. */
    private static byte[] pixels(MatFile.Array images, int count) {
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        int from = 0;
        for (int sample = 0; sample < count; sample++) {
            for (int c = 0; c < SHAPE.channels(); c++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    for (int y = 0; y < SHAPE.height(); y++) {
                        int position = (sample * SHAPE.height() + y) * SHAPE.width() + x;
                        pixels[position * SHAPE.channels() + c] = (byte) images.at(from++);
                    }
                }
            }
        }
        return pixels;
    }
}
