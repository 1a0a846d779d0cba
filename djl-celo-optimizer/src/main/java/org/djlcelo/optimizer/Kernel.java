package org.djlcelo.optimizer;

import java.util.Arrays;
import java.util.Locale;
import org.djlcelo.kernel.HostKernel;

/** What computes the update rule; the system property {@value #PROPERTY} forces a choice. */
enum Kernel {
    /** The fastest on a CPU that this JVM can run; the default. */
    AUTO,

    /** The JDK's Vector API, with the module {@code jdk.incubator.vector}. */
    VECTOR,

    /** Plain Java for vector units. */
    TILED,

    /** The slow oracle. */
    SCALAR,

    /** The engine's arrays, scheduler included; always used on accelerators. */
    NDARRAY;

    static final String PROPERTY = "org.djlcelo.kernel";

    static Kernel configured() {
        String name = System.getProperty(PROPERTY, AUTO.toString());
        Kernel configured =
                Arrays.stream(values())
                        .filter(kernel -> kernel.toString().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> refusal(name, "use one of " + Arrays.toString(values())));
        if (configured == VECTOR && !HostKernel.VECTOR.isAvailable()) {
            throw refusal(name, "for this " + HostKernel.VECTOR.remedy());
        }
        return configured;
    }

    private static IllegalArgumentException refusal(String name, String remedy) {
        return new IllegalArgumentException(
                "The system property " + PROPERTY + " is \"" + name + "\"; " + remedy);
    }

    /** The implementation on a CPU. */
    HostKernel onHost() {
        return switch (this) {
            case AUTO -> HostKernel.best();
            case VECTOR -> HostKernel.VECTOR;
            case TILED -> HostKernel.TILED;
            case SCALAR -> HostKernel.SCALAR;
            case NDARRAY -> throw new IllegalStateException("Not on the host");
        };
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
