package org.djlcelo.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import org.djlcelo.matrix.VectorModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The implementations of the update rule on memory that Java can address. */
public enum HostKernel {
    /** One element at a time, in the words of the formulas: the oracle. Uses one thread. */
    SCALAR {
        /** {@inheritDoc} */
        @Override
        public CpuKernel create(int threads) {
            requirePositive(threads);
            return new ScalarKernel();
        }
    },

    /** Plain Java in loops that HotSpot turns into vector instructions. */
    TILED {
        /** {@inheritDoc} */
        @Override
        public CpuKernel create(int threads) {
            requirePositive(threads);
            return new TiledKernel(threads);
        }
    },

    /** The JDK's Vector API, which is there when its incubator module was asked for. */
    VECTOR {
        /** {@inheritDoc} */
        @Override
        public boolean isAvailable() {
            return VectorModule.isResolved();
        }

        /** {@inheritDoc} */
        @Override
        public CpuKernel create(int threads) {
            requirePositive(threads);
            return vectorKernel(threads);
        }

        /** {@inheritDoc} */
        @Override
        public String remedy() {
            return VectorModule.REMEDY;
        }
    };

    /** By name, since the class can't be loaded without the module. */
    private static final String VECTOR_KERNEL = "org.djlcelo.kernel.VectorKernel";

    private static final Logger logger = LoggerFactory.getLogger(HostKernel.class);

    private static final AtomicBoolean told = new AtomicBoolean();

    /**
     * Tells whether this JVM can run the implementation.
     *
     * @return false for {@link #VECTOR} in a JVM without the module {@code jdk.incubator.vector}
     */
    public boolean isAvailable() {
        return true;
    }

    /**
     * Creates a kernel with scratch memory and threads of its own.
     *
     * @param threads how many threads may share a large tensor, the calling one included; results
     *     don't depend on it
     * @return the kernel
     * @throws IllegalArgumentException if the number of threads isn't positive
     * @throws IllegalStateException if this JVM can't run the implementation
     */
    public abstract CpuKernel create(int threads);

    /**
     * Returns what a user can do to make the implementation available.
     *
     * @return an instruction without a full stop, empty where nothing is needed
     */
    public String remedy() {
        return "";
    }

    /**
     * Returns the fastest implementation that this JVM can run. Where that isn't {@link #VECTOR}, a
     * line in the log says once how to turn it on.
     *
     * @return {@link #VECTOR} or {@link #TILED}
     */
    public static HostKernel best() {
        if (VECTOR.isAvailable()) {
            return VECTOR;
        }
        if (!told.getAndSet(true)) {
            logger.info("Updates use plain Java; for the faster Vector API {}", VECTOR.remedy());
        }
        return TILED;
    }

    private static CpuKernel vectorKernel(int threads) {
        if (!VectorModule.isResolved()) {
            throw new IllegalStateException("For the Vector API " + VectorModule.REMEDY);
        }
        try {
            return (CpuKernel)
                    Class.forName(VECTOR_KERNEL)
                            .getDeclaredConstructor(int.class)
                            .newInstance(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requirePositive(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A kernel needs at least 1 thread, not " + threads);
        }
    }
}
