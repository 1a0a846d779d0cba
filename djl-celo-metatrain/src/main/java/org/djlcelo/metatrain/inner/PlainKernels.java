package org.djlcelo.metatrain.inner;

import java.nio.FloatBuffer;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.kernel.TiledKernel;
import org.djlcelo.lopt.UpdateRule;

/** Plain Java in loops that HotSpot turns into vector instructions. */
final class PlainKernels implements InnerKernels {

    @Override
    public LossGradient lossGradient(ImageMlpTask task) {
        return new ImageMlpGradient(task);
    }

    @Override
    public TensorUpdate tensorUpdate(TensorState state, int units) {
        return PlainMatrixUpdate.supports(state.layout(), units)
                ? new PlainMatrixUpdate(state)
                : new GeneralUpdate(new TiledKernel(), state);
    }

    @Override
    public DenseLayer denseLayer(int inputs, int outputs) {
        return new PlainDenseLayer(inputs, outputs);
    }

    @Override
    public void advanceLstm(float[] gates, float[] hidden, float[] cell) {
        int n = hidden.length;
        for (int i = 0; i < n; i++) {
            float in = sigmoid(gates[i]);
            float update = tanh(gates[n + i]);
            float forget = sigmoid(gates[2 * n + i] + 1);
            float out = sigmoid(gates[3 * n + i]);
            cell[i] = forget * cell[i] + in * update;
            hidden[i] = out * tanh(cell[i]);
        }
    }

    static float sigmoid(float x) {
        float e = SoftmaxCrossEntropy.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    static float tanh(float x) {
        float e = SoftmaxCrossEntropy.exp(-2 * Math.abs(x));
        return Math.copySign((1 - e) / (1 + e), x);
    }

    /** Any tensor, through the kernel that users run. */
    record GeneralUpdate(CpuKernel kernel, TensorState state) implements TensorUpdate {

        @Override
        public void update(UpdateRule rule, float eta, float[] parameter, float[] gradient) {
            kernel.update(
                    rule, state, FloatBuffer.wrap(parameter), FloatBuffer.wrap(gradient), eta);
        }
    }
}
