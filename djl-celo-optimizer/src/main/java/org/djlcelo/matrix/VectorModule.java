package org.djlcelo.matrix;

import java.lang.reflect.Constructor;

/**
 * The way to classes that need {@code jdk.incubator.vector}.
 *
 * <p>They are named by strings, because no other class may need the module to load.
 */
public final class VectorModule {

    /** How to get the module. */
    public static final String REMEDY =
            "start java with --add-modules jdk.incubator.vector (for Maven, put that line into"
                    + " .mvn/jvm.config)";

    private static final String NAME = "jdk.incubator.vector";
    static final String PRODUCTS = "org.djlcelo.matrix.VectorProducts";

    private VectorModule() {}

    /**
     * Tells whether this JVM has the module, and one that this build can use.
     *
     * @return false without the module, and on a JDK whose Vector API has moved on
     */
    public static boolean isResolved() {
        if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
            return false;
        }
        try {
            Class.forName(PRODUCTS);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Creates what needs the module.
     *
     * @param <T> the interface
     * @param type what is wanted
     * @param name the class that implements it, with a constructor without arguments
     * @return an instance
     * @throws IllegalStateException if the module isn't resolved
     */
    public static <T> T create(Class<T> type, String name) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("Without the Vector API; " + REMEDY, e);
        }
    }
}
