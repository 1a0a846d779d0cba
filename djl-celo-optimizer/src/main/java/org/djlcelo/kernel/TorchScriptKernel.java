package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule as one call of a TorchScript program, on the PyTorch engine alone.
 *
 * <p>On an accelerator PyTorch compiles the element-wise parts of the program into a few kernels.
 * This is the one class that knows the PyTorch engine, which is an optional dependency: it is
 * loaded only where that engine computes.
 */
public final class TorchScriptKernel implements DeviceKernel {

    /** PyTorch watches the first run, compiles in the second, and may compile again after it. */
    private static final int TRIALS = 3;

    private final PtSymbolBlock program;
    private final IValue weights;

    /**
     * Loads the program and the weights on a device.
     *
     * @param manager what owns them, on the device that tensors will be on
     * @param rule the rule
     * @param policy what is done to gradients first
     * @throws IllegalArgumentException if the manager isn't the PyTorch engine's
     */
    public TorchScriptKernel(NDManager manager, UpdateRule rule, GradientPolicy policy) {
        if (!(manager instanceof PtNDManager owner)) {
            throw new IllegalArgumentException(
                    "TorchScript runs on the PyTorch engine, not on "
                            + manager.getEngine().getEngineName());
        }
        program = load(owner, TorchScriptProgram.of(rule, policy));
        weights = weights(manager, rule);
        owner.attachInternal(UUID.randomUUID().toString(), weights);
    }

    /**
     * Loads the program after it has run: PyTorch compiles only then, for instance with parts of
     * CUDA that may be missing.
     *
     * @param manager what owns the program and the weights, on the device that tensors will be on
     * @param rule the rule
     * @param policy what is done to gradients first
     * @return the kernel
     * @throws RuntimeException if the program doesn't run here
     */
    public static TorchScriptKernel tried(
            NDManager manager, UpdateRule rule, GradientPolicy policy) {
        try (NDManager trial = manager.newSubManager()) {
            TorchScriptKernel kernel = new TorchScriptKernel(trial, rule, policy);
            for (Shape shape : new Shape[] {new Shape(3), new Shape(3, 2)}) {
                TensorLayout layout = TensorLayout.of(shape.getShape(), AxisOrder.DJL);
                for (int members = 1; members <= 2; members++) {
                    tryOn(new NDArrayTensorState(trial, layout, members), shape, kernel, trial);
                }
            }
        }
        return new TorchScriptKernel(manager, rule, policy);
    }

    private static void tryOn(
            NDArrayTensorState state, Shape shape, DeviceKernel kernel, NDManager trial) {
        NDList ones = new NDList();
        while (ones.size() < state.members()) {
            ones.add(trial.ones(shape));
        }
        for (int run = 0; run < TRIALS; run++) {
            try (NDArray skipped = kernel.update(state, ones, ones, trial.create(1f), 0)) {
                skipped.getFloat();
            }
        }
    }

    private static PtSymbolBlock load(PtNDManager manager, String text) {
        try {
            byte[] archive = TorchScriptArchive.of(text);
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order in which the program numbers them. */
    private static IValue weights(NDManager manager, UpdateRule rule) {
        NDArrayNetwork network = NDArrayNetwork.of(manager, rule.mlp(), rule.constants());
        NDArrayDecays decays = NDArrayDecays.of(manager, rule.decays());
        return list(
                network.first(),
                network.b0(),
                network.w1(),
                network.b1(),
                network.w2(),
                network.b2(),
                decays.moment(),
                decays.momentRate(),
                decays.factored(),
                decays.factoredRate());
    }

    private static IValue list(NDArray... arrays) {
        return list(new NDList(arrays));
    }

    private static IValue list(NDList arrays) {
        return IValue.listFrom(
                arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(
            NDArrayTensorState state,
            NDList parameters,
            NDList gradients,
            NDArray eta,
            float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<IValue> arguments = new ArrayList<>();
            arguments.add(list(Members.detached(parameters)));
            arguments.add(list(gradients));
            arguments.add(list(state.moments, state.statistics));
            arguments.add(IValue.from((PtNDArray) eta));
            arguments.add(weights);
            arguments.add(IValue.from((double) decay));
            String method = TorchScriptProgram.FULL;
            if (state.layout().isFactored()) {
                method = TorchScriptProgram.FACTORED;
                arguments.add(IValue.listFrom(state.axes().getShape()));
                arguments.add(IValue.from((long) state.rowAxis()));
                arguments.add(IValue.from((long) state.columnAxis()));
            }
            NDArray[] results = run(method, arguments, (PtNDManager) state.manager());
            NDScope.unregister(results);
            state.replace(results[0], results[1]);
            return results[2];
        }
    }

    private NDArray[] run(String method, List<IValue> arguments, PtNDManager manager) {
        try (IValue result =
                IValueUtils.runMethod(program, method, arguments.toArray(IValue[]::new))) {
            return result.toTensorArray(manager);
        } finally {
            for (IValue argument : arguments) {
                if (argument != weights) {
                    argument.close();
                }
            }
        }
    }
}
