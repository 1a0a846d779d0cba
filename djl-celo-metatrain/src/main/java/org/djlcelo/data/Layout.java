package org.djlcelo.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the files of a data set's folder. */
final class Layout {

    private Layout() {}

    /** The first of some names that is a file, compressed ({@code .gz}) or not; null if none is. */
    static Path find(Path folder, String... names) {
        for (String name : names) {
            for (String file : List.of(name + ".gz", name)) {
                Path path = folder.resolve(file);
                if (Files.isRegularFile(path)) {
                    return path;
                }
            }
        }
        return null;
    }
}
