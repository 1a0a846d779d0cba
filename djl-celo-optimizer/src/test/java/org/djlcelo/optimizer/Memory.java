package org.djlcelo.optimizer;

import java.util.function.Supplier;

/** Where an optimizer keeps its state; every promise must hold everywhere. */
enum Memory {
    /** Java on the parameter's own memory. */
    HOST("tiled"),

    /** The engine's arrays, as on an accelerator. */
    ENGINE("ndarray"),

    /** The engine's arrays, tensors updated by one program. */
    PROGRAM("torchscript");

    private final String kernel;

    Memory(String kernel) {
        this.kernel = kernel;
    }

    /** Builds an optimizer that works in this memory. */
    <T extends LearnedOptimizer> T build(Supplier<T> builder) {
        String before = System.getProperty(Kernel.PROPERTY);
        System.setProperty(Kernel.PROPERTY, kernel);
        try {
            return builder.get();
        } finally {
            if (before == null) {
                System.clearProperty(Kernel.PROPERTY);
            } else {
                System.setProperty(Kernel.PROPERTY, before);
            }
        }
    }
}
