package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;
import org.junit.jupiter.api.Test;

/** A run whose loss is 1 - step / 100, by a task of one number that goes down by 0.01 a step. */
class InnerRunTest {

    @Test
    void lossesAreThoseOfTheSteps() {
        InnerRun.Losses losses = InnerRun.of(new Line(), new Descent(), 25, Key.of(0));
        assertEquals(1 - 0.12, losses.mean(), 1e-6);
        assertEquals(0.75, losses.last(), 1e-6);
        assertEquals(3, losses.curve().length);
        double first = 1 - 0.045;
        double second = 0.9 * first + 0.1 * (first - 0.1);
        // the last five steps
        double third = 0.9 * second + 0.1 * (1 - 0.22);
        assertEquals(first, losses.curve()[0], 1e-6);
        assertEquals(second, losses.curve()[1], 1e-6);
        assertEquals(third, losses.curve()[2], 1e-6);
        assertEquals(OptionalInt.of(20), losses.firstAtMost(second + 1e-6));
        assertEquals(OptionalInt.empty(), losses.firstAtMost(0.5));
    }

    private static final class Line implements InnerTask {

        @Override
        public String name() {
            return "line";
        }

        @Override
        public List<TensorLayout> layouts() {
            return List.of(TensorLayout.of(new long[] {1}, AxisOrder.DJL));
        }

        @Override
        public void initialise(KeyedRandom random, float[][] parameters) {
            parameters[0][0] = 1;
        }

        @Override
        public double normalise(double loss) {
            return loss;
        }

        @Override
        public LossGradient newLossGradient() {
            return (parameters, batch, gradients) -> parameters[0][0];
        }
    }

    private static final class Descent implements InnerOptimizer {

        @Override
        public void restart(int totalSteps) {}

        @Override
        public void update(float loss, float[][] parameters, float[][] gradients) {
            parameters[0][0] -= 0.01f;
        }
    }
}
