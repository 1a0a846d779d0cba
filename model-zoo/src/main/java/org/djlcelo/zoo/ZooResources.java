package org.djlcelo.zoo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The zoo's files on the class path: an index, and a folder per artifact.
 *
 * @param loader where to look
 */
record ZooResources(ClassLoader loader) {

    /** The folder of everything, with a slash at its end. */
    static final String FOLDER = "org/djlcelo/zoo/";

    /** The list of artifacts; a jar can't be listed in itself. */
    static final String INDEX = "index.txt";

    /** Returns the names of the artifacts. */
    List<String> artifacts() throws IOException {
        return new String(read(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Returns the content of a file of an artifact. */
    byte[] read(String artifact, String file) throws IOException {
        return read(artifact + "/" + file);
    }

    /** Returns the address of a file of an artifact. */
    URL url(String artifact, String file) throws IOException {
        return url(artifact + "/" + file);
    }

    private byte[] read(String path) throws IOException {
        URLConnection connection = url(path).openConnection();
        // Java keeps jars open by their path: one replaced in place would be read as it was.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private URL url(String path) throws IOException {
        URL url = loader.getResource(FOLDER + path);
        if (url == null) {
            throw new FileNotFoundException("The model zoo has no " + FOLDER + path);
        }
        return url;
    }
}
