package org.djlcelo.eval.fork;

import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The system properties that a forked JVM must share with this one. */
public final class ForkProperties {

    /** Where DJL finds its files, and whether it may use the network. */
    private static final List<String> PLACES =
            List.of("ai.djl.offline", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "PYTORCH_");

    private ForkProperties() {}

    /**
     * Returns the flags that say where DJL finds its files and whether it may use the network.
     *
     * @param properties this JVM's
     * @param more beginnings of the names of further properties to hand on
     * @return one {@code -D} flag per property that is set, by name
     */
    public static List<String> flags(Properties properties, String... more) {
        return new TreeSet<>(properties.stringPropertyNames())
                .stream()
                        .filter(
                                name ->
                                        Stream.concat(PLACES.stream(), Stream.of(more))
                                                .anyMatch(name::startsWith))
                        .map(name -> "-D" + name + "=" + properties.getProperty(name))
                        .toList();
    }
}
