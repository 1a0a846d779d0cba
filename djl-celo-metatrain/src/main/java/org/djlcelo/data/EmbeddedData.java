package org.djlcelo.data;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.List;

/**
 * Real data in the jar, enough to try everything without a download.
 *
 * <p>{@code digits}: all 1797 samples of 8x8. {@code letters}: the first {@value
 * #LETTERS_TRAIN_COUNT} training and the first {@value #LETTERS_TEST_COUNT} test samples, in file
 * order, of the 24 000 letters of 28x28 that the project renders.
 */
public final class EmbeddedData implements DataSource {

    /** Training samples of the embedded letters. */
    static final int LETTERS_TRAIN_COUNT = 7000;

    /** Test samples of the embedded letters. */
    static final int LETTERS_TEST_COUNT = 1500;

    private static final List<String> NAMES = List.of("digits", "letters");

    EmbeddedData() {}

    /**
     * Returns the embedded handwritten digits.
     *
     * @param split which half
     * @return 1437 or 360 grey images of 8x8
     */
    public static ImageSet digits(Split split) {
        return required("digits", split);
    }

    /**
     * Returns the embedded rendered letters A to J.
     *
     * @param split which half
     * @return 7000 or 1500 grey images of 28x28
     */
    public static ImageSet letters(Split split) {
        return required("letters", split);
    }

    /** {@inheritDoc} */
    @Override
    public ImageSet load(String name, Split split) throws DataException {
        if (!NAMES.contains(name)) {
            throw new DataException(
                    "The data set \""
                            + name
                            + "\" is not embedded; "
                            + NAMES
                            + " are, others need a data directory.");
        }
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        return KnownSets.identify(
                IdxFormat.read(
                        name,
                        split,
                        resource(name + "/" + prefix + "-images-idx3-ubyte.gz"),
                        resource(name + "/" + prefix + "-labels-idx1-ubyte.gz"),
                        KnownSets.supplied(name)));
    }

    /** {@inheritDoc} */
    @Override
    public List<String> names() {
        return NAMES;
    }

    /** {@inheritDoc} */
    @Override
    public String description() {
        return "the data embedded in the jar";
    }

    private static ImageSet required(String name, Split split) {
        try {
            return new EmbeddedData().load(name, split);
        } catch (DataException e) {
            throw new IllegalStateException("This jar is damaged: " + e.getMessage(), e);
        }
    }

    private static DataFile resource(String path) {
        return new DataFile(
                "the embedded file " + path,
                () -> {
                    InputStream in = EmbeddedData.class.getResourceAsStream(path);
                    if (in == null) {
                        throw new FileNotFoundException("it is not in the jar");
                    }
                    return in;
                });
    }
}
