package org.djlcelo.family;

import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;

/** What {@link Celo2} remembers of one tensor, and how it moves it. */
sealed interface Celo2Tensor {

    Decays DECAYS =
            new Decays(new float[] {0.9f, 0.99f, 0.999f}, 0.95f, new float[] {0.9f, 0.99f, 0.999f});

    /**
     * Celo's numbers but for two epsilons; how long a step is isn't the network's to say, nor what
     * its other outputs are.
     */
    RuleConstants CONSTANTS =
            new RuleConstants(
                    RuleConstants.CELO.gradientClip(),
                    1e-8f,
                    RuleConstants.CELO.factorEpsilon(),
                    RuleConstants.CELO.statisticEpsilon(),
                    1e-9f,
                    RuleConstants.CELO.scaleEpsilon(),
                    RuleConstants.CELO.vectorMomentumEpsilon(),
                    false,
                    1,
                    0);

    /** The root mean square of a step of a learned direction. */
    float RATE = 1e-3f;

    /** Vectors lack row and column features, which come last. */
    int VECTOR_FEATURES = Features.ROW;

    float ADAM_RATE = 0.02f;
    float ADAM_DECAY = 0.9f;
    float ADAM_SQUARE_DECAY = 0.95f;

    /** Makes one step. */
    void move(float multiplier, float[] p, float[] g);

    /** The state by name, not copied. */
    Map<String, float[]> arrays();

    /** Adam without bias correction. */
    final class Adam implements Celo2Tensor {

        private final float[] m;
        private final float[] v;

        Adam(int size) {
            m = new float[size];
            v = new float[size];
        }

        @Override
        public void move(float multiplier, float[] p, float[] g) {
            for (int i = 0; i < p.length; i++) {
                m[i] = Summary.average(ADAM_DECAY, m[i], g[i]);
                v[i] = Summary.average(ADAM_SQUARE_DECAY, v[i], g[i] * g[i]);
                double root = Math.sqrt(v[i] + CONSTANTS.secondMomentEpsilon());
                p[i] -= multiplier * ADAM_RATE * m[i] * (float) (1 / root);
            }
        }

        @Override
        public Map<String, float[]> arrays() {
            Map<String, float[]> arrays = new LinkedHashMap<>();
            arrays.put("m", m);
            arrays.put("v", v);
            return arrays;
        }
    }

    /** The learned direction, orthogonalised or not. */
    final class Learned implements Celo2Tensor {

        private final boolean orthogonal;
        private final Matrices matrices;
        private final Celo2Direction learned;
        private final float[] direction;

        Learned(TensorLayout layout, boolean orthogonal, CpuKernel kernel) {
            this.orthogonal = orthogonal;
            matrices = Matrices.of(layout);
            learned = Celo2Direction.of(layout, matrices, kernel);
            direction = new float[layout.size()];
        }

        void use(Mlp mlp) {
            learned.use(mlp);
        }

        @Override
        public void move(float multiplier, float[] p, float[] g) {
            learned.write(p, g, direction);
            if (orthogonal) {
                matrices.orthogonalize(direction);
            }
            matrices.normalize(direction, CONSTANTS.normalizationEpsilon());
            for (int i = 0; i < p.length; i++) {
                p[i] -= multiplier * RATE * direction[i];
            }
        }

        @Override
        public Map<String, float[]> arrays() {
            return learned.arrays();
        }
    }
}
