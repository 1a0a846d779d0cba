package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the two stages train and apply. */
class CeloTest {

    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO, Key.of(6).random());
    private static final List<TensorLayout> LAYOUTS =
            List.of(TensorLayout.of(new long[] {4, 3}, AxisOrder.REFERENCE));

    /** The counts of the specification. */
    @Test
    void stagesDivideTheMetaParameters() {
        assertEquals(159, Stage.RULE.trained(Architecture.CELO).size());
        assertEquals(36_930, Stage.SCHEDULER.trained(Architecture.CELO).size());
        for (Stage stage : Stage.TWO) {
            float[] other = new float[stage.trained(Architecture.CELO).size()];
            MetaParameters mixed = stage.insert(THETA, other);
            assertArrayEquals(other, stage.extract(mixed));
            Stage rest = stage == Stage.RULE ? Stage.SCHEDULER : Stage.RULE;
            assertArrayEquals(rest.extract(THETA), rest.extract(mixed));
        }
    }

    /** The first step of stage scheduler is that of stage rule times the scheduler's η. */
    @Test
    void schedulerMultipliesTheStepOfTheRule() {
        float[][] start = {new float[12]};
        float[][] gradient = {new float[12]};
        for (int i = 0; i < 12; i++) {
            start[0][i] = 0.1f * i - 0.4f;
            gradient[0][i] = (float) Math.sin(i);
        }
        float[][] byRule = {start[0].clone()};
        float[][] byBoth = {start[0].clone()};
        Celo rule = new Celo(Stage.RULE, THETA, LAYOUTS);
        Celo both = new Celo(Stage.SCHEDULER, THETA, LAYOUTS);
        rule.restart(100);
        both.restart(100);
        rule.update(2.3f, byRule, gradient);
        both.update(2.3f, byBoth, gradient);
        Scheduler scheduler = Scheduler.of(THETA);
        float eta = scheduler.step(scheduler.newState(100), 2.3f);
        for (int i = 0; i < 12; i++) {
            assertEquals(eta * (byRule[0][i] - start[0][i]), byBoth[0][i] - start[0][i], 2e-7f);
        }
    }

    /** With the original's freezing, the vector holds everything, and all of it acts. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void wholeVectorReplacesAllThatActs(Stage stage) {
        MetaParameters other = Initializer.random(Architecture.CELO, Key.of(7).random());
        Celo whole =
                new Celo(
                        new TrainedPart(Architecture.CELO, stage, TrainedPart.Freezing.OFFICIAL),
                        THETA,
                        LAYOUTS);
        Celo expected = new Celo(stage, other, LAYOUTS);
        whole.use(other.toVector());
        float[][] gradient = {new float[12]};
        float[][] one = {new float[12]};
        float[][] two = {new float[12]};
        for (int i = 0; i < 12; i++) {
            gradient[0][i] = (float) Math.cos(i);
            one[0][i] = two[0][i] = 0.3f - 0.05f * i;
        }
        whole.restart(50);
        expected.restart(50);
        for (int step = 0; step < 5; step++) {
            whole.update(2, one, gradient);
            expected.update(2, two, gradient);
        }
        assertArrayEquals(two[0], one[0]);
    }
}
