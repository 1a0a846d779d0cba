package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What tables call files: as much of the ends of their paths as tells them apart. */
final class FileLabels {

    private FileLabels() {}

    /**
     * Names files.
     *
     * @return in the same order; the same file given twice has the same name twice
     */
    static List<String> of(List<Path> files) {
        List<Path> paths = files.stream().map(f -> f.toAbsolutePath().normalize()).toList();
        Set<Path> distinct = new HashSet<>(paths);
        int names = 1;
        while (distinctEnds(paths, names) < distinct.size()) {
            names++;
        }
        int enough = names;
        return paths.stream().map(path -> end(path, enough).toString()).toList();
    }

    private static int distinctEnds(List<Path> paths, int names) {
        Set<Path> ends = new HashSet<>();
        paths.forEach(path -> ends.add(end(path, names)));
        return ends.size();
    }

    private static Path end(Path path, int names) {
        int all = path.getNameCount();
        return path.subpath(Math.max(0, all - names), all);
    }
}
