package org.djlcelo.optimizer;

import java.util.Arrays;
import java.util.Locale;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TiledKernel;

/** What computes the update rule; the system property {@value #PROPERTY} forces a choice. */
enum Kernel {
    /** Plain Java for vector units; the default on a CPU. */
    TILED,

    /** The slow oracle. */
    SCALAR,

    /** The engine's arrays, scheduler included; always used on accelerators. */
    NDARRAY;

    static final String PROPERTY = "org.djlcelo.kernel";

    static Kernel configured() {
        String name = System.getProperty(PROPERTY);
        if (name == null) {
            return TILED;
        }
        return Arrays.stream(values())
                .filter(kernel -> kernel.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The system property "
                                                + PROPERTY
                                                + " is \""
                                                + name
                                                + "\"; use one of "
                                                + Arrays.toString(values())));
    }

    CpuKernel onHost() {
        return this == SCALAR ? new ScalarKernel() : new TiledKernel();
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
