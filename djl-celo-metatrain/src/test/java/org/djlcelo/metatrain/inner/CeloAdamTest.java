package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.optimizer.CeloAdamOptimizer;
import org.djlcelo.random.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CeloAdamTest {

    private static final int STEPS = 60;
    private static final int LENGTH = 35;
    private static final List<TensorLayout> LAYOUTS =
            List.of(TensorLayout.of(new long[] {LENGTH}, AxisOrder.REFERENCE));
    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO_ADAM, Key.of(6).random());

    /** What users run is the oracle, with gradients beyond the clip and of zero. */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void movesAsTheOptimizerThatUsersRun(TestKernels kernels) {
        TrainedPart part =
                new TrainedPart(Architecture.CELO_ADAM, Stage.SCHEDULER, TrainedPart.Freezing.REAL);
        MetaParameters other = Initializer.random(Architecture.CELO_ADAM, Key.of(7).random());
        CeloAdam inner = new CeloAdam(part, other, LAYOUTS, kernels.kernels);
        inner.use(part.extract(THETA));
        inner.restart(STEPS);
        float[][] p = new float[1][LENGTH];
        float[][] g = new float[1][LENGTH];
        try (NDManager manager = NDManager.newBaseManager();
                CeloAdamOptimizer users =
                        CeloAdamOptimizer.builder()
                                .setTotalSteps(STEPS)
                                .optWeights(THETA)
                                .build()) {
            NDArray weight = manager.zeros(new Shape(LENGTH));
            weight.setRequiresGradient(true);
            for (int step = 0; step < STEPS; step++) {
                for (int i = 0; i < LENGTH; i++) {
                    g[0][i] = (float) (Math.sin(i + step) * Math.pow(10, i % 8 - 4));
                }
                g[0][1] = step == 5 ? -3000 : 0;
                float loss = (float) (2.3 / (1 + step) + 0.1 * Math.sin(step));
                inner.update(loss, p, g);
                users.observe(loss);
                try (NDArray gradient = manager.create(g[0])) {
                    users.update("weight", weight, gradient);
                }
                assertEquals(users.lastEta(), inner.lastEta(), 3e-6 * users.lastEta());
                // rounding of the values adds up, that of the steps is far smaller
                float rate = 1e-3f * users.lastEta();
                assertArrayEquals(weight.toFloatArray(), p[0], 1e-5f * rate * (step + 1));
            }
        }
    }
}
