package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.UpdateRule;

/** What tests of kernels share: a rule, values, and the comparison with the scalar kernel. */
final class KernelCase {

    /** Relative to the array's largest value, as the reference's own comparisons. */
    static final double STATE_TOLERANCE = 5e-6;

    /** Makes steps as large as parameters, so that they aren't lost in the parameters' rounding. */
    static final float ETA = 1000;

    static final double STEP_TOLERANCE = 2e-5;

    /**
     * What rounding does to the network's output d, whose terms are of order 1 and may cancel each
     * other; η times the step multiplier is 1 here, so a step is d times the parameter's scale.
     */
    private static final double OUTPUT_ROUNDING = 1e-6;

    static final UpdateRule RULE = UpdateRule.of(random(Architecture.CELO));

    private KernelCase() {}

    /** Random weights, biases included. */
    static MetaParameters random(Architecture architecture) {
        RandomGenerator random = new SplittableRandom(3);
        float[] theta = Initializer.random(architecture, random).toVector();
        for (int i = 0; i < theta.length; i++) {
            theta[i] += 0.3f * (float) random.nextGaussian();
        }
        return new MetaParameters(architecture, theta);
    }

    static float[] gaussian(RandomGenerator random, int size, double scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    /**
     * Compares one update of a kernel with the scalar kernel's, which both go on from.
     *
     * @return the parameter after it
     */
    static float[] compare(
            CpuKernel kernel,
            TensorState expected,
            TensorState actual,
            float[] p,
            float[] g,
            GradientPolicy policy,
            float decay) {
        Map<String, float[]> before = new HashMap<>();
        expected.arrays().forEach((name, values) -> before.put(name, values.clone()));
        float[] right = p.clone();
        float[] moved = p.clone();
        boolean taken = update(new ScalarKernel(), expected, right, g, policy, decay);
        assertEquals(taken, update(kernel, actual, moved, g, policy, decay));
        double rounding = 2 * Math.ulp((float) Math.max(largest(p), largest(right)));
        // rule and decay may cancel each other in the displacement
        double step = Math.max(largest(displacement(p, right)), decay * largest(p));
        double unit = Math.sqrt(RULE.constants().scaleEpsilon());
        double cancelled = OUTPUT_ROUNDING * Math.max(largest(p), unit);
        assertClose("parameter", right, moved, STEP_TOLERANCE * step + cancelled + rounding);
        expected.arrays()
                .forEach(
                        (name, values) -> {
                            // old and new values may cancel each other in the average
                            double scale = Math.max(largest(before.get(name)), largest(values));
                            float[] other = actual.arrays().get(name);
                            assertClose(name, values, other, STATE_TOLERANCE * scale);
                            // as for the parameter: what is left of a large value that was
                            // cancelled has the large value's rounding in later steps, too
                            System.arraycopy(values, 0, other, 0, other.length);
                        });
        return right;
    }

    static boolean update(
            CpuKernel kernel,
            TensorState state,
            float[] p,
            float[] g,
            GradientPolicy policy,
            float decay) {
        FloatBuffer parameter = FloatBuffer.wrap(p);
        return kernel.update(RULE, state, parameter, FloatBuffer.wrap(g), policy, ETA, decay);
    }

    static float[] displacement(float[] before, float[] after) {
        float[] d = new float[before.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = before[i] - after[i];
        }
        return d;
    }

    /** The largest magnitude of a number. */
    static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Float.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Equal but for a difference, and NaN where NaN is expected. */
    private static void assertClose(String what, float[] expected, float[] actual, double allowed) {
        // below the normal numbers floats have fewer digits than any tolerance asks for
        double limit = allowed + Float.MIN_NORMAL;
        for (int i = 0; i < expected.length; i++) {
            float right = expected[i];
            float other = actual[i];
            boolean close =
                    Float.isNaN(right)
                            ? Float.isNaN(other)
                            : right == other || Math.abs((double) right - other) <= limit;
            int index = i;
            assertTrue(
                    close,
                    () -> what + "[" + index + "] is " + other + ", not " + right + " ± " + limit);
        }
    }
}
