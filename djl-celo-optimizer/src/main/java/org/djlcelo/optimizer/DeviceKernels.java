package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.TorchScriptKernel;
import org.djlcelo.lopt.UpdateRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks what computes Celo's rule on an engine's arrays. */
final class DeviceKernels {

    private static final Logger logger = LoggerFactory.getLogger(DeviceKernels.class);

    /** The one engine that runs TorchScript. */
    private static final String PYTORCH = "PyTorch";

    private DeviceKernels() {}

    /**
     * Creates a kernel on a manager's device: the one asked for by name, or else the fused program
     * where it runs.
     */
    static DeviceKernel create(
            Kernel kernel, NDManager manager, UpdateRule rule, GradientPolicy policy) {
        if (kernel == Kernel.TORCHSCRIPT) {
            return new TorchScriptKernel(manager, rule, policy);
        }
        if (kernel != Kernel.NDARRAY && manager.getEngine().getEngineName().equals(PYTORCH)) {
            try {
                return TorchScriptKernel.tried(manager, rule, policy);
            } catch (RuntimeException | LinkageError e) {
                logger.warn(
                        "The update runs as single operations, since PyTorch can't run it as one"
                                + " program here: {}",
                        e.toString());
            }
        }
        return new NDArrayKernel(manager, rule, policy);
    }
}
