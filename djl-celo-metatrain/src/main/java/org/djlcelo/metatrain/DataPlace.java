package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.Locale;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.ImageSets;

/**
 * Where a run's data comes from, as it is written to {@code run.json}.
 *
 * @param kind which kind of source
 * @param directory the directory, null for other kinds
 */
record DataPlace(Kind kind, String directory) {

    /** The kinds of sources. */
    enum Kind {
        EMBEDDED,
        DIRECTORY,
        DOWNLOAD
    }

    DataSource open() {
        return switch (kind) {
            case EMBEDDED -> ImageSets.embedded();
            case DIRECTORY -> ImageSets.directory(Path.of(directory));
            case DOWNLOAD -> ImageSets.download();
        };
    }

    @Override
    public String toString() {
        return kind == Kind.DIRECTORY ? directory : kind.name().toLowerCase(Locale.ROOT);
    }
}
