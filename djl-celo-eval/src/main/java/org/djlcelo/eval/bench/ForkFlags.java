package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.djlcelo.eval.experiment.Environment;

/**
 * The flags of forked JVMs: the same on every machine, whatever this JVM was started with.
 *
 * @param vector whether forks get the incubator module that the vector kernel needs
 */
record ForkFlags(boolean vector) {

    /** The module of the Vector API. */
    static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Room for the accumulators of several optimizers on the largest set. */
    private static final String HEAP = "-Xmx4g";

    /** Where DJL finds its files, and whether it may use the network. */
    private static final List<String> INHERITED =
            List.of("ai.djl.offline", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "PYTORCH_");

    /** The flags of a heat's forks. */
    List<String> of(Heat heat, Properties properties) {
        List<String> flags = new ArrayList<>();
        flags.add(HEAP);
        if (vector) {
            flags.add("--add-modules");
            flags.add(VECTOR_MODULE);
        }
        flags.add("-D" + Environment.ENGINE_THREADS + "=" + heat.threads());
        flags.addAll(inherited(properties));
        return flags;
    }

    private static List<String> inherited(Properties properties) {
        return new TreeSet<>(properties.stringPropertyNames())
                .stream()
                        .filter(name -> INHERITED.stream().anyMatch(name::startsWith))
                        .map(name -> "-D" + name + "=" + properties.getProperty(name))
                        .toList();
    }
}
