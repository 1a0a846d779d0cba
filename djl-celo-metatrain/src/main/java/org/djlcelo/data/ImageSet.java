package org.djlcelo.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Labelled images of one size, immutable.
 *
 * <p>Pixels are unsigned bytes in the order sample, row, column, channel. They stay bytes until an
 * {@link ImagePipeline} turns them into network inputs, so that 60 000 images of 28x28 take 47 MB.
 */
public final class ImageSet {

    private final String name;
    private final Split split;
    private final ImageShape shape;
    private final int classes;
    private final byte[] pixels;
    private final byte[] labels;
    private final Origin origin;

    /** Takes ownership of the arrays; callers in this package do not touch them afterwards. */
    ImageSet(
            String name,
            Split split,
            ImageShape shape,
            int classes,
            byte[] pixels,
            byte[] labels,
            Origin origin) {
        if ((long) labels.length * shape.size() != pixels.length) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels are not " + labels.length + " images of " + shape);
        }
        this.name = name;
        this.split = split;
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
        this.origin = origin;
    }

    /**
     * Creates a set from arrays, for instance in tests.
     *
     * @param name the name of the set
     * @param split which half it is
     * @param shape the size of each image
     * @param classes the number of classes; labels are 0 to classes - 1
     * @param pixels unsigned bytes [sample, row, column, channel]; copied
     * @param labels one per sample; copied
     * @param origin what data it is
     * @return the set
     * @throws IllegalArgumentException if lengths or labels do not fit
     */
    public static ImageSet of(
            String name,
            Split split,
            ImageShape shape,
            int classes,
            byte[] pixels,
            byte[] labels,
            Origin origin) {
        for (byte label : labels) {
            if ((label & 0xff) >= classes) {
                throw new IllegalArgumentException(
                        "Label " + (label & 0xff) + " in a set of " + classes + " classes");
            }
        }
        return new ImageSet(name, split, shape, classes, pixels.clone(), labels.clone(), origin);
    }

    /**
     * Returns the name of the set.
     *
     * @return for instance {@code letters}
     */
    public String name() {
        return name;
    }

    /**
     * Returns which half of the set this is.
     *
     * @return the split
     */
    public Split split() {
        return split;
    }

    /**
     * Returns the size of each image.
     *
     * @return height, width and channels
     */
    public ImageShape shape() {
        return shape;
    }

    /**
     * Returns the number of classes.
     *
     * @return the classes; labels are 0 to classes - 1
     */
    public int classes() {
        return classes;
    }

    /**
     * Returns the number of samples.
     *
     * @return the samples
     */
    public int count() {
        return labels.length;
    }

    /**
     * Returns what data this really is.
     *
     * @return description and licence
     */
    public Origin origin() {
        return origin;
    }

    /**
     * Returns the label of a sample.
     *
     * @param sample its index
     * @return the class, from 0
     */
    public int label(int sample) {
        return labels[sample] & 0xff;
    }

    /**
     * Returns one pixel.
     *
     * @param sample the sample's index
     * @param index the position (row * width + column) * channels + channel
     * @return 0 to 255
     */
    public int pixel(int sample, int index) {
        return pixels[sample * shape.size() + index] & 0xff;
    }

    /**
     * Returns a contiguous part of this set.
     *
     * @param from the first sample
     * @param to the index after the last sample
     * @return a set with copies of these samples
     */
    public ImageSet slice(int from, int to) {
        int size = shape.size();
        return new ImageSet(
                name,
                split,
                shape,
                classes,
                Arrays.copyOfRange(pixels, from * size, to * size),
                Arrays.copyOfRange(labels, from, to),
                origin);
    }

    /**
     * Returns a portion of this set.
     *
     * @param portion which part
     * @return a set with copies of these samples
     */
    public ImageSet slice(Portion portion) {
        return slice(portion.from(count()), portion.to(count()));
    }

    /**
     * Returns an identifier of exactly these samples, whatever file they came from: the first 12
     * digits of a SHA-256 over pixels and labels.
     *
     * @return 12 hexadecimal digits
     */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(pixels);
            digest.update(labels);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    ImageSet withOrigin(Origin known) {
        return new ImageSet(name, split, shape, classes, pixels, labels, known);
    }

    /** The same images with other labels, and as many classes as these need. */
    ImageSet relabelled(String newName, byte[] newLabels) {
        int max = 0;
        for (byte label : newLabels) {
            max = Math.max(max, label & 0xff);
        }
        return new ImageSet(newName, split, shape, max + 1, pixels, newLabels, origin);
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return name + " " + split + ": " + count() + " images of " + shape;
    }
}
