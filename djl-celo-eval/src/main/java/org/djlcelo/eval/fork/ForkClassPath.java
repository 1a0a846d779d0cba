package org.djlcelo.eval.fork;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a forked JVM finds the classes that this one runs.
 *
 * <p>Started as {@code java -cp} or {@code java -jar}, that is this JVM's class path. Under {@code
 * mvn exec:java} that is Maven's own; the program's classes come from a class loader that knows
 * where they are.
 */
public final class ForkClassPath {

    /** The system property that holds a JVM's class path. */
    public static final String PROPERTY = "java.class.path";

    private ForkClassPath() {}

    /**
     * Returns the class path of the classes that a loader loads.
     *
     * @param loader the program's class loader
     * @return paths, separated as on this system
     */
    public static String of(ClassLoader loader) {
        if (!(loader instanceof URLClassLoader urls)) {
            return System.getProperty(PROPERTY);
        }
        List<String> entries = new ArrayList<>();
        for (URL url : urls.getURLs()) {
            try {
                entries.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("Not the place of a file: " + url, e);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
