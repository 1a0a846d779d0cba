package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;

/** The JDK's Vector API; what doesn't fill whole vectors is left to plain Java. */
final class VectorKernels implements InnerKernels {

    private final InnerKernels plain = new PlainKernels();

    @Override
    public LossGradient lossGradient(ImageMlpTask task) {
        return VectorImageMlpGradient.isSupported()
                ? new VectorImageMlpGradient(task)
                : plain.lossGradient(task);
    }

    @Override
    public TensorUpdate tensorUpdate(TensorState state, int units) {
        TensorLayout layout = state.layout();
        if (VectorMatrixUpdate.supports(layout, units)) {
            return new VectorMatrixUpdate(state);
        }
        if (VectorFullUpdate.supports(layout, units)) {
            return new VectorFullUpdate(state);
        }
        return plain.tensorUpdate(state, units);
    }

    @Override
    public DenseLayer denseLayer(int inputs, int outputs) {
        return VectorDenseLayer.supports(outputs)
                ? new VectorDenseLayer(inputs, outputs)
                : plain.denseLayer(inputs, outputs);
    }

    @Override
    public void advanceLstm(float[] gates, float[] hidden, float[] cell) {
        int n = hidden.length;
        if (n % LANES != 0) {
            plain.advanceLstm(gates, hidden, cell);
            return;
        }
        sigmoid(gates, 0, n, 0);
        tanh(gates, n, gates, n, n);
        sigmoid(gates, 2 * n, n, 1);
        sigmoid(gates, 3 * n, n, 0);
        for (int i = 0; i < n; i += LANES) {
            FloatVector in = FloatVector.fromArray(SPECIES, gates, i);
            FloatVector update = FloatVector.fromArray(SPECIES, gates, n + i);
            FloatVector forget = FloatVector.fromArray(SPECIES, gates, 2 * n + i);
            FloatVector c = FloatVector.fromArray(SPECIES, cell, i);
            forget.mul(c).add(in.mul(update)).intoArray(cell, i);
        }
        tanh(cell, 0, hidden, 0, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector out = FloatVector.fromArray(SPECIES, gates, 3 * n + i);
            out.mul(FloatVector.fromArray(SPECIES, hidden, i)).intoArray(hidden, i);
        }
    }

    private static void sigmoid(float[] x, int start, int n, float offset) {
        for (int i = start; i < start + n; i += LANES) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(SPECIES, x, i).add(offset).neg());
            FloatVector.broadcast(SPECIES, 1).div(e.add(1)).intoArray(x, i);
        }
    }

    /** {@code tanh(x) = 1 - 2 / (1 + e^2x)}. */
    private static void tanh(float[] x, int start, float[] out, int outStart, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(SPECIES, x, start + i).mul(2));
            FloatVector part = FloatVector.broadcast(SPECIES, -2).div(e.add(1));
            part.add(1).intoArray(out, outStart + i);
        }
    }
}
