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

    /** Celo-Adam's formula is simple enough to have one host implementation. */
    static final String NO_SCALAR_ADAM =
            "scalar kernel: Celo-Adam has one host implementation, listed as tiled";

    static final String NO_PROGRAM_ADAM =
            "torchscript kernel: Celo-Adam has one implementation on arrays, listed as ndarray";

    /** Said of recordings that only a CPU can replay. */
    static final String HAND_DESIGNED_ON_CPU =
            "hand-designed optimizers run on the CPU: --device cpu";

    Optional<MetaParameters> weights(Architecture architecture) {
        return Optional.ofNullable(weights.get(architecture.name()));
    }

    /** All kernels on a CPU; on an accelerator only those that run there. */
    List<ReplayKernel> kernels() {
        return device.isGpu()
                ? List.of(ReplayKernel.NDARRAY, ReplayKernel.TORCHSCRIPT)
                : Arrays.asList(ReplayKernel.values());
    }

    static String missing(Architecture architecture) {
        return "needs the weights it was recorded with: --weights " + architecture.name() + "=FILE";
    }
}
