package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;
import org.djlcelo.family.RunPlan;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TorchScriptKernel;
import org.djlcelo.lopt.UpdateRule;

/** The implementations of the update rule, and with how many threads they run. */
enum ReplayKernel {
    /** The reference implementation, element by element. */
    SCALAR("scalar", HostKernel.SCALAR, 1),

    /** The fused plain-Java kernel. */
    TILED("tiled", HostKernel.TILED, 1),

    /** The same with a helping thread. */
    TILED_TWO_THREADS("tiled", HostKernel.TILED, 2),

    /** The fused kernel with the Vector API. */
    VECTOR("vector", HostKernel.VECTOR, 1),

    /** The same with a helping thread. */
    VECTOR_TWO_THREADS("vector", HostKernel.VECTOR, 2),

    /** Operations of the engine. */
    NDARRAY("ndarray") {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new DeviceReplay(
                    manager, new NDArrayKernel(manager, rule, GradientPolicy.OFFICIAL), layout);
        }
    },

    /** One program of the PyTorch engine. */
    TORCHSCRIPT("torchscript") {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new DeviceReplay(
                    manager, new TorchScriptKernel(manager, rule, GradientPolicy.OFFICIAL), layout);
        }
    };

    /** The system property by which optimizers choose their kernel. */
    private static final String PROPERTY = "org.djlcelo.kernel";

    private final String property;

    /** Null for what runs in the engine. */
    private final HostKernel host;

    private final int threads;

    ReplayKernel(String property, HostKernel host, int threads) {
        this.property = property;
        this.host = host;
        this.threads = threads;
    }

    ReplayKernel(String property) {
        this(property, null, 1);
    }

    /** Whether this JVM can run it. */
    boolean isAvailable() {
        return host == null || host.isAvailable();
    }

    /** Whether it can run on an accelerator. */
    boolean runsOnDevice() {
        return host == null;
    }

    /** How many threads an optimizer may use. */
    int threads() {
        return threads;
    }

    /**
     * Whether it computes Celo-Adam, which has one implementation on the host and one on arrays.
     */
    boolean computesAdam() {
        return this == TILED || this == NDARRAY;
    }

    /**
     * Starts a tensor with zero accumulators.
     *
     * @param manager owns device arrays, on the device to be tested
     * @param rule the update rule
     * @param layout the tensor's layout
     * @return the tensor
     */
    TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
        return new HostReplay(host.create(threads), rule, layout);
    }

    /** A run's plan with this kernel. */
    RunPlan plan(RunPlan plan) {
        return plan.withKernel(host, threads);
    }

    /** Builds an optimizer that uses this kernel. */
    <T> T build(Supplier<T> builder) {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, property);
        try {
            return builder.get();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    /** The name in tables. */
    @Override
    public String toString() {
        return threads == 1 ? property : property + ", " + threads + " threads";
    }
}
