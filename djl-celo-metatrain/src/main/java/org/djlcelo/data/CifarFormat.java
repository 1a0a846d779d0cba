package org.djlcelo.data;

import java.util.List;

/**
 * The binary formats of CIFAR-10 and CIFAR-100: per sample one label byte (CIFAR-100: the coarse
 * label, then the fine one, which counts), then the red, green and blue planes of 32x32 bytes,
 * without a header.
 *
 * <p>The two are told apart by their length. Source: the format descriptions on the CIFAR page.
 */
enum CifarFormat {
    CIFAR_10(1, 10),
    CIFAR_100(2, 100);

    private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
    private static final int PLANE = 32 * 32;

    private final int labelBytes;
    private final int classes;

    CifarFormat(int labelBytes, int classes) {
        this.labelBytes = labelBytes;
        this.classes = classes;
    }

    static ImageSet read(String name, Split split, List<DataFile> files, Origin origin)
            throws DataException {
        byte[][] contents = new byte[files.size()][];
        for (int f = 0; f < contents.length; f++) {
            contents[f] = files.get(f).readAll();
        }
        CifarFormat format = CIFAR_10.fits(contents[0]) ? CIFAR_10 : CIFAR_100;
        int count = 0;
        for (int f = 0; f < contents.length; f++) {
            if (!format.fits(contents[f])) {
                throw files.get(f)
                        .malformed(
                                "is not a CIFAR binary file: its "
                                        + contents[f].length
                                        + " bytes are no multiple of "
                                        + CIFAR_10.sampleBytes()
                                        + " or "
                                        + CIFAR_100.sampleBytes());
            }
            count += contents[f].length / format.sampleBytes();
        }
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        byte[] labels = new byte[count];
        int sample = 0;
        for (int f = 0; f < contents.length; f++) {
            for (int at = 0; at < contents[f].length; at += format.sampleBytes()) {
                int image = at + format.labelBytes;
                labels[sample] = format.label(contents[f][image - 1], files.get(f));
                interleave(contents[f], image, pixels, sample * SHAPE.size());
                sample++;
            }
        }
        return new ImageSet(name, split, SHAPE, format.classes, pixels, labels, origin);
    }

    private int sampleBytes() {
        return labelBytes + 3 * PLANE;
    }

    private boolean fits(byte[] content) {
        return content.length > 0 && content.length % sampleBytes() == 0;
    }

    private byte label(byte label, DataFile file) throws DataException {
        if ((label & 0xff) >= classes) {
            throw file.malformed(
                    "is not a CIFAR-"
                            + classes
                            + " binary file: it holds the label "
                            + (label & 0xff));
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
