package org.djlcelo.eval.verify;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/**
 * What a verification runs with.
 *
 * @param weights meta-parameters by the name of their architecture; files that hold their own need
 *     none
 * @param device where the NDArray kernel runs
 */
record Setting(Map<String, MetaParameters> weights, Device device) {

    /** Celo-Adam's formula is simple enough for that. */
    static final String ONE_ADAM =
            "other kernels: Celo-Adam has one implementation on the host, listed as tiled, and one"
                    + " on arrays, listed as ndarray";

    /** Said of recordings that only a CPU can replay. */
    static final String HAND_DESIGNED_ON_CPU =
            "hand-designed optimizers run on the CPU: --device cpu";

    Optional<MetaParameters> weights(Architecture architecture) {
        return Optional.ofNullable(weights.get(architecture.name()));
    }

    /** All kernels on a CPU that this JVM can run; on an accelerator only those for it. */
    List<ReplayKernel> kernels() {
        return Arrays.stream(ReplayKernel.values())
                .filter(ReplayKernel::isAvailable)
                .filter(kernel -> kernel.runsOnDevice() || !device.isGpu())
                .toList();
    }

    /** Those of them that compute Celo-Adam. */
    List<ReplayKernel> adamKernels() {
        return kernels().stream().filter(ReplayKernel::computesAdam).toList();
    }

    static String missing(Architecture architecture) {
        return "needs the weights it was recorded with: --weights " + architecture.name() + "=FILE";
    }
}
