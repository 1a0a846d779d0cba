package org.djlcelo.data;

import java.nio.file.Path;
import java.util.List;

/** Where image sets are obtained. */
public final class ImageSets {

    private ImageSets() {}

    /**
     * Returns the sets inside the jar.
     *
     * @return digits and letters
     */
    public static DataSource embedded() {
        return new EmbeddedData();
    }

    /**
     * Returns the sets in a directory that has one folder per set.
     *
     * @param dataDir the directory; checked when a set is loaded
     * @return the source
     */
    public static DataSource directory(Path dataDir) {
        return new DirectorySource(dataDir);
    }

    /**
     * Returns the sets that DJL's {@code basicdataset} downloads and caches: mnist, fashion_mnist
     * and cifar10. Needs the network on first use.
     *
     * @return the source
     */
    public static DataSource download() {
        return new DownloadSource();
    }

    /**
     * Returns several sources as one: a set is taken from the first that has it.
     *
     * @param sources where to look, in this order; at least one
     * @return the source
     */
    public static DataSource firstOf(DataSource... sources) {
        return new FirstSource(List.of(sources));
    }

    /**
     * Loads one half of a set from a directory.
     *
     * @param dataDir a directory that has one folder per set
     * @param name the folder's name
     * @param split which half
     * @return the samples
     * @throws DataException if it is missing, unreadable or malformed; one sentence for the user
     */
    public static ImageSet fromDirectory(Path dataDir, String name, Split split)
            throws DataException {
        return directory(dataDir).load(name, split);
    }
}
