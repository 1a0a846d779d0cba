package org.djlcelo.data;

import java.util.List;

/**
 * The binary format of CIFAR-10: per sample one label byte, then the red, green and blue planes of
 * 32x32 bytes, without a header.
 *
 * <p>Source: the format description on the CIFAR-10 page.
 */
final class CifarFormat {

    private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
    private static final int PLANE = 32 * 32;
    private static final int SAMPLE = 1 + 3 * PLANE;
    private static final int CLASSES = 10;

    private CifarFormat() {}

    static ImageSet read(String name, Split split, List<DataFile> files, Origin origin)
            throws DataException {
        byte[][] contents = new byte[files.size()][];
        int count = 0;
        for (int f = 0; f < contents.length; f++) {
            contents[f] = files.get(f).readAll();
            if (contents[f].length == 0 || contents[f].length % SAMPLE != 0) {
                throw files.get(f)
                        .malformed(
                                "is not a CIFAR-10 binary file: its "
                                        + contents[f].length
                                        + " bytes are no multiple of "
                                        + SAMPLE);
            }
            count += contents[f].length / SAMPLE;
        }
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        byte[] labels = new byte[count];
        int sample = 0;
        for (int f = 0; f < contents.length; f++) {
            for (int at = 0; at < contents[f].length; at += SAMPLE) {
                labels[sample] = label(contents[f][at], files.get(f));
                interleave(contents[f], at + 1, pixels, sample * SHAPE.size());
                sample++;
            }
        }
        return new ImageSet(name, split, SHAPE, CLASSES, pixels, labels, origin);
    }

    private static byte label(byte label, DataFile file) throws DataException {
        if ((label & 0xff) >= CLASSES) {
            throw file.malformed(
                    "is not a CIFAR-10 binary file: it holds the label " + (label & 0xff));
        }
        return label;
    }

    private static void interleave(byte[] from, int at, byte[] to, int start) {
        for (int p = 0; p < PLANE; p++) {
            for (int c = 0; c < 3; c++) {
                to[start + 3 * p + c] = from[at + c * PLANE + p];
            }
        }
    }
}
