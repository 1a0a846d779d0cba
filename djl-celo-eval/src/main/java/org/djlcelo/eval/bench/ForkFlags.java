package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.fork.ForkProperties;

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

    /** The flags of a heat's forks. */
    List<String> of(Heat heat, Properties properties) {
        List<String> flags = new ArrayList<>();
        flags.add(HEAP);
        if (vector) {
            flags.add("--add-modules");
            flags.add(VECTOR_MODULE);
        }
        flags.add("-D" + Environment.ENGINE_THREADS + "=" + heat.threads());
        flags.addAll(ForkProperties.flags(properties));
        return flags;
    }
}
