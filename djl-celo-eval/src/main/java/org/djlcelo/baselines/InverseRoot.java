package org.djlcelo.baselines;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.djlcelo.kernel.TorchScriptArchive;

/**
 * Inverse roots of statistics, {@code (S + ridge I)^(-1/order)}, by eigendecomposition in double
 * precision. In single precision the result, and with it a step of {@link Shampoo}, is up to 3e-4
 * off.
 *
 * <p>PyTorch's LAPACK does it, five times as fast as libraries in Java. DJL has no operation for
 * it, a TorchScript program has.
 */
final class InverseRoot {

    private static final String METHOD = "root";

    /** Rounding can leave a zero eigenvalue slightly negative. */
    private static final String PROGRAM =
            """
            class Celo(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool

              def root(self: __torch__.Celo, matrix: Tensor, exponent: float) -> Tensor:
                values, vectors = torch.linalg_eigh(matrix.to(7))
                positive = torch.clamp_min(values, 0.)
                ridge = torch.clamp_min(torch.amax(positive), 1e-06) * 1e-06
                powers = torch.pow(positive + ridge, exponent)
                return torch.matmul(vectors * powers, torch.t(vectors)).to(6)
            """;

    private static final NDManager MANAGER =
            NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
    private static final PtSymbolBlock ROOT = load();

    private InverseRoot() {}

    private static PtSymbolBlock load() {
        try {
            byte[] archive = TorchScriptArchive.of(PROGRAM);
            return JniUtils.loadModule(
                    (PtNDManager) MANAGER, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a root.
     *
     * @param matrix symmetric and positive semi-definite, row-major
     * @param size its number of rows
     * @param order the root's order
     * @return the root; empty if the matrix is not finite or has no decomposition
     */
    static Optional<float[]> of(float[] matrix, int size, int order) {
        for (float value : matrix) {
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
        }
        try (NDManager manager = MANAGER.newSubManager()) {
            NDArray input = manager.create(matrix, new Shape(size, size));
            try (IValue array = IValue.from((PtNDArray) input);
                    IValue exponent = IValue.from(-1.0 / order);
                    IValue root = IValueUtils.runMethod(ROOT, METHOD, array, exponent)) {
                return Optional.of(root.toTensor((PtNDManager) manager).toFloatArray());
            }
        } catch (EngineException e) {
            return Optional.empty();
        }
    }
}
