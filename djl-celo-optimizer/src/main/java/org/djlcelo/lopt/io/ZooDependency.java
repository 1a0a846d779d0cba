package org.djlcelo.lopt.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The Maven coordinates of the model zoo that was built together with this module. */
final class ZooDependency {

    private static final String RESOURCE = "zoo-dependency.properties";

    private ZooDependency() {}

    static String coordinates() {
        try (InputStream in = ZooDependency.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("zoo");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + RESOURCE, e);
        }
    }
}
