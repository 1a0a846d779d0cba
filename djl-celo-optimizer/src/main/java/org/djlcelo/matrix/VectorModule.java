package org.djlcelo.matrix;

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
    private static final String PRODUCTS = "org.djlcelo.matrix.VectorProducts";

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

    static Products products() {
        try {
            return (Products) Class.forName(PRODUCTS).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
