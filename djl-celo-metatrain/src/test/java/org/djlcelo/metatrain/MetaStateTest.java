package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Augmentation;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.inner.TrainedPart.Freezing;
import org.djlcelo.metatrain.pes.MetaObjective;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;

/** What the recipe does to theta, with AdamW at a rate of 0.1 and a decay of 0.01. */
class MetaStateTest {

    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO, Key.of(6).random());

    @Test
    void frozenPartsAreFrozenForReal() {
        MetaState state = state(Stage.RULE, Freezing.REAL, RateSchedule.CONSTANT, null, null);
        step(state, 1);
        assertArrayEquals(Stage.SCHEDULER.extract(THETA), Stage.SCHEDULER.extract(state.result()));
    }

    /** Gradient 0, but decayed: multiplied by 1 - 0.1 · 0.01 each time. */
    @Test
    void frozenPartsShrinkAsInTheOriginal() {
        MetaState state = state(Stage.RULE, Freezing.OFFICIAL, RateSchedule.CONSTANT, null, null);
        step(state, 1);
        step(state, -2);
        float[] before = Stage.SCHEDULER.extract(THETA);
        float[] after = Stage.SCHEDULER.extract(state.result());
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i] * 0.999 * 0.999, after[i], 1e-6);
        }
        assertEquals(37_089, state.trainable().length, "all of it is perturbed");
        assertTrue(!Arrays.equals(Stage.RULE.extract(THETA), Stage.RULE.extract(state.result())));
    }

    @Test
    void longGradientsAreScaledDown() {
        float[] gradient = new float[159];
        gradient[0] = 3;
        gradient[1] = -4;
        gradient[2] = Float.NaN;
        MetaState state = state(Stage.RULE, Freezing.REAL, RateSchedule.CONSTANT, null, 0.5);
        state.step(gradient);
        assertEquals(0.3f, gradient[0], 1e-7);
        assertEquals(-0.4f, gradient[1], 1e-7);
        assertEquals(0, gradient[2]);
        float[] shorter = {0.3f, 0.1f};
        state.step(Arrays.copyOf(shorter, 159));
        assertEquals(0.3f, shorter[0]);
    }

    @Test
    void averageIsTheMeanUntilItForgets() {
        MetaState state = state(Stage.RULE, Freezing.REAL, RateSchedule.CONSTANT, 0.5, null);
        assertEquals(THETA, state.result());
        step(state, 1);
        float first = state.trainable()[0];
        assertEquals(first, state.result().toVector()[0]);
        step(state, 1);
        float second = state.trainable()[0];
        assertEquals((first + second) / 2, state.result().toVector()[0], 1e-7);
        step(state, 1);
        float third = state.trainable()[0];
        double expected = 0.5 * third + 0.25 * second + 0.25 * first;
        assertEquals(expected, state.result().toVector()[0], 1e-7);
        assertEquals(third, state.theta().toVector()[0]);
    }

    @Test
    void cosineGoesFromTheRateToTheFinalOne() {
        RateSchedule cosine = new RateSchedule(RateSchedule.Shape.COSINE, 0.02);
        assertEquals(0.1, cosine.at(0.1, 0, 100), 1e-12);
        assertEquals(0.06, cosine.at(0.1, 50, 100), 1e-12);
        assertEquals(0.02, cosine.at(0.1, 100, 100), 1e-12);
        assertEquals(0.1, RateSchedule.CONSTANT.at(0.1, 50, 100));
        // a step from zero moments moves everything by the rate
        MetaState state = state(Stage.RULE, Freezing.REAL, cosine, null, null);
        float before = state.trainable()[0];
        step(state, 1);
        assertEquals(0.1, before - state.trainable()[0], 1e-3);
        for (int i = 0; i < 8; i++) {
            step(state, 1);
        }
        before = state.trainable()[0];
        step(state, 1);
        assertEquals(cosine.at(0.1, 9, 10), before - state.trainable()[0], 1e-3);
    }

    private static void step(MetaState state, float gradient) {
        float[] all = new float[state.trainable().length];
        Arrays.fill(all, gradient);
        state.step(all);
    }

    private static MetaState state(
            Stage stage, Freezing freezing, RateSchedule rates, Double average, Double clip) {
        Recipe recipe =
                new Recipe(
                        Augmentation.CELO,
                        Lengths.CELO,
                        MetaObjective.MEAN,
                        freezing,
                        rates,
                        average,
                        clip);
        Settings settings =
                new SettingsBuilder()
                        .setTasks(List.of("digits"))
                        .optIterations(10)
                        .optLearningRate(0.1)
                        .optWeightDecay(0.01)
                        .optRecipe(recipe)
                        .build();
        return new MetaState(stage, settings, THETA);
    }
}
