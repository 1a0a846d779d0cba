package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Celo-Adam against its formula, written out in double. */
class CeloAdamTest {

    private static final int TOTAL = 30;
    private static final int STEPS = 12;

    /** Makes steps as large as parameters, so that they aren't lost in the parameters' rounding. */
    private static final float MULTIPLIER = 1000;

    /** 600 values exceed the host's tile. */
    @ParameterizedTest
    @EnumSource
    void followsTheFormula(Memory memory) {
        for (Shape shape : new Shape[] {new Shape(), new Shape(7), new Shape(20, 30)}) {
            try (NDManager manager = NDManager.newBaseManager();
                    CeloAdamOptimizer optimizer =
                            memory.build(
                                    () ->
                                            CeloAdamOptimizer.builder()
                                                    .setTotalSteps(TOTAL)
                                                    .optWeights(Toy.theta(Architecture.CELO_ADAM))
                                                    .optMultiplier(MULTIPLIER)
                                                    .build())) {
                Weight weight = Weight.of(manager, "w", shape);
                Scheduler scheduler = Scheduler.of(Toy.theta(Architecture.CELO_ADAM));
                SchedulerState state = scheduler.newState(TOTAL);
                int n = (int) shape.size();
                double[] m = new double[n];
                double[] v = new double[n];
                float[] p = weight.values();
                for (int step = 1; step <= STEPS; step++) {
                    float loss = 1f / step;
                    float[] g = weight.gradient(step);
                    if (step == 4) {
                        g[0] = 5000;
                    }
                    if (step == 6) {
                        g[0] = Float.NEGATIVE_INFINITY;
                    }
                    float eta = MULTIPLIER * scheduler.step(state, loss);
                    optimizer.observe(loss);
                    weight.update(optimizer, g);
                    float[] expected = p.clone();
                    for (int i = 0; i < n; i++) {
                        double gi = Math.max(-1000, Math.min(1000, g[i]));
                        m[i] = 0.9f * m[i] + (1 - 0.9f) * gi;
                        v[i] = 0.999f * v[i] + (1 - 0.999f) * gi * gi;
                        double mHat = m[i] / (1 - Math.pow(0.9f, step));
                        double vHat = v[i] / (1 - Math.pow(0.999f, step));
                        expected[i] -=
                                (float) (mHat * 0.001 * eta / (1e-8 + Math.sqrt(vHat + 1e-10)));
                    }
                    float[] actual = weight.values();
                    for (int i = 0; i < n; i++) {
                        // so the error is compared with the step, not with the parameter
                        expected[i] -= p[i];
                        actual[i] -= p[i];
                    }
                    assertArrayEquals(expected, actual, 1e-5f * eta * 0.001f + 1e-6f);
                    p = weight.values();
                }
            }
        }
    }
}
