package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorState;

/** The kernels under test, and an oracle that is only written to be read. */
enum TestKernels {
    PLAIN(new PlainKernels()),
    VECTOR(vector());

    final InnerKernels kernels;

    TestKernels(InnerKernels kernels) {
        this.kernels = kernels;
    }

    private static InnerKernels vector() {
        InnerKernels best = InnerKernels.best();
        assertTrue(best.getClass().getName().endsWith("VectorKernels"), "tests ask for the module");
        return best;
    }

    /** The update rule by {@link ScalarKernel}, layers by their formulas. */
    static final class Oracle implements InnerKernels {

        @Override
        public LossGradient lossGradient(ImageMlpTask task) {
            return new ImageMlpGradient(task);
        }

        @Override
        public TensorUpdate tensorUpdate(TensorState state, int units) {
            return new PlainKernels.GeneralUpdate(new ScalarKernel(), state);
        }

        @Override
        public DenseLayer denseLayer(int inputs, int outputs) {
            float[] w = new float[inputs * outputs];
            float[] b = new float[outputs];
            return new DenseLayer() {
                @Override
                public void use(float[] vector, int weight, int bias) {
                    System.arraycopy(vector, weight, w, 0, w.length);
                    System.arraycopy(vector, bias, b, 0, b.length);
                }

                @Override
                public void apply(float[] x, float[] y) {
                    for (int o = 0; o < outputs; o++) {
                        double sum = b[o];
                        for (int i = 0; i < inputs; i++) {
                            sum += (double) x[i] * w[i * outputs + o];
                        }
                        y[o] = (float) sum;
                    }
                }
            };
        }

        @Override
        public void advanceLstm(float[] gates, float[] hidden, float[] cell) {
            int n = hidden.length;
            for (int i = 0; i < n; i++) {
                double in = 1 / (1 + Math.exp(-gates[i]));
                double forget = 1 / (1 + Math.exp(-gates[2 * n + i] - 1));
                double out = 1 / (1 + Math.exp(-gates[3 * n + i]));
                cell[i] = (float) (forget * cell[i] + in * Math.tanh(gates[n + i]));
                hidden[i] = (float) (out * Math.tanh(cell[i]));
            }
        }
    }
}
