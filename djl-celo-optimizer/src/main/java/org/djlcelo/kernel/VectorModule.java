package org.djlcelo.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * The way to the kernel that needs {@code jdk.incubator.vector}.
 *
 * <p>Its class is named by a string, because no other class may need the module to load.
 */
final class VectorModule {

    /** How to get the module. */
    static final String REMEDY =
            "start java with --add-modules jdk.incubator.vector (for Maven, put that line into"
                    + " .mvn/jvm.config)";

    private static final String NAME = "jdk.incubator.vector";
    private static final String KERNEL = "org.djlcelo.kernel.VectorKernel";

    private VectorModule() {}

    static boolean isResolved() {
        if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
            return false;
        }
        try {
            Class.forName(KERNEL);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // a JDK whose Vector API has moved on
            return false;
        }
    }

    static CpuKernel createKernel(int threads) {
        if (!isResolved()) {
            throw new IllegalStateException("For the Vector API " + REMEDY);
        }
        try {
            return (CpuKernel)
                    Class.forName(KERNEL).getDeclaredConstructor(int.class).newInstance(threads);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
