package org.djlcelo.eval.bench;

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
 * <p>JMH gives its forks the class path of this JVM. Under {@code mvn exec:java} that is Maven's
 * own; the program's classes come from a class loader that knows where they are.
 */
final class ForkClassPath {

    /** Where JMH looks. */
    static final String PROPERTY = "java.class.path";

    private ForkClassPath() {}

    /** The class path of the classes that a loader loads. */
    static String of(ClassLoader loader) {
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
