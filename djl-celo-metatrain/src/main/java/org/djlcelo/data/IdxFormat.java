package org.djlcelo.data;

import java.nio.ByteBuffer;

/**
 * The IDX format of MNIST: a magic number, big-endian sizes, unsigned bytes.
 *
 * <p>Source: the format description on Yann LeCun's MNIST page.
 */
final class IdxFormat {

    private static final int IMAGES_MAGIC = 0x00000803;
    private static final int LABELS_MAGIC = 0x00000801;
    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;

    private IdxFormat() {}

    static ImageSet read(
            String name, Split split, DataFile imageFile, DataFile labelFile, Origin origin)
            throws DataException {
        ByteBuffer labels = open(labelFile, LABELS_MAGIC, LABELS_HEADER, "labels");
        ByteBuffer images = open(imageFile, IMAGES_MAGIC, IMAGES_HEADER, "images");
        int count = images.getInt();
        int height = images.getInt();
        int width = images.getInt();
        if (labels.getInt() != count) {
            throw labelFile.malformed(
                    "does not hold one label for each of the "
                            + count
                            + " images of "
                            + imageFile.name());
        }
        if (count < 1 || height < 1 || width < 1) {
            throw imageFile.malformed("announces " + count + " images of " + height + "x" + width);
        }
        byte[] pixels = rest(images, imageFile, (long) count * height * width);
        byte[] classes = rest(labels, labelFile, count);
        return new ImageSet(
                name,
                split,
                new ImageShape(height, width, 1),
                countClasses(classes),
                pixels,
                classes,
                origin);
    }

    private static ByteBuffer open(DataFile file, int magic, int header, String what)
            throws DataException {
        ByteBuffer bytes = ByteBuffer.wrap(file.readAll());
        if (bytes.remaining() < header || bytes.getInt() != magic) {
            throw file.malformed("is not an IDX file of " + what);
        }
        return bytes;
    }

    private static byte[] rest(ByteBuffer bytes, DataFile file, long expected)
            throws DataException {
        if (bytes.remaining() != expected) {
            throw file.malformed(
                    "announces "
                            + expected
                            + " bytes of content but holds "
                            + bytes.remaining()
                            + "; copy or download it again");
        }
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
    }

    private static int countClasses(byte[] labels) {
        int max = 0;
        for (byte label : labels) {
            max = Math.max(max, label & 0xff);
        }
        return max + 1;
    }
}
