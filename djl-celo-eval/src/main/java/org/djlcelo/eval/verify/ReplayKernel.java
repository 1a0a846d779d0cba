package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.function.Supplier;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TiledKernel;
import org.djlcelo.kernel.TorchScriptKernel;
import org.djlcelo.lopt.UpdateRule;

/** The implementations of the update rule. */
enum ReplayKernel {
    /** The reference implementation, element by element. */
    SCALAR {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new HostReplay(new ScalarKernel(), rule, layout);
        }
    },

    /** The fused plain-Java kernel. */
    TILED {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new HostReplay(new TiledKernel(), rule, layout);
        }
    },

    /** Operations of the engine. */
    NDARRAY {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new DeviceReplay(
                    manager, new NDArrayKernel(manager, rule, GradientPolicy.OFFICIAL), layout);
        }
    },

    /** One program of the PyTorch engine. */
    TORCHSCRIPT {
        @Override
        TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout) {
            return new DeviceReplay(
                    manager, new TorchScriptKernel(manager, rule, GradientPolicy.OFFICIAL), layout);
        }
    };

    /** The system property by which optimizers choose their kernel. */
    private static final String PROPERTY = "org.djlcelo.kernel";

    /**
     * Starts a tensor with zero accumulators.
     *
     * @param manager owns device arrays, on the device to be tested
     * @param rule the update rule
     * @param layout the tensor's layout
     * @return the tensor
     */
    abstract TensorReplay open(NDManager manager, UpdateRule rule, TensorLayout layout);

    /** Builds an optimizer that uses this kernel. */
    <T> T build(Supplier<T> builder) {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, toString());
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

    /** The name in tables, which is the property's value. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
