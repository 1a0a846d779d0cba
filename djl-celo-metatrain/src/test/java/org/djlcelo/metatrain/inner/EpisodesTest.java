package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.pes.Unroll;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trajectory that Celo is trained on. */
class EpisodesTest {

    private static final Lengths SHORT = new Lengths(5, 12);
    private static final ImageMlpTask TASK =
            new ImageMlpTask(
                    "digits",
                    new ImagePipeline(8, 8, Colour.GREY).apply(EmbeddedData.digits(Split.TRAIN)),
                    Key.of(2));
    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO, Key.of(6).random());

    /** Plain gradient descent on p with rate r is descent on tau p with rate r tau². */
    @Test
    void scalingIsAChangeOfUnits() {
        double rate = 0.05;
        double tau = 0.25;
        Unroll plain = unroll(new Descent(rate), new Augmentation(1, 1));
        Unroll scaled = unroll(new Descent(rate / (tau * tau)), new Augmentation(tau, tau));
        for (int k = 0; k < plain.length(); k++) {
            assertEquals(plain.loss(k), scaled.loss(k), 1e-5);
        }
        assertTrue(plain.loss(4) < plain.loss(0) - 0.01, "descent must have an effect");
    }

    @Test
    void stepsAreCountedAndRestartsAreNot() {
        Unroll unroll = unroll(new Descent(0.01), Augmentation.CELO);
        int since = -1;
        int episodes = 0;
        for (int k = 0; k < unroll.length(); k++) {
            if (!unroll.counted(k)) {
                assertTrue(unroll.done(k - 1), "only a finished episode is followed by a restart");
                assertEquals(0, unroll.loss(k));
                since = k;
            } else if (unroll.done(k)) {
                episodes++;
                if (since >= 0) {
                    assertTrue(k - since >= SHORT.low() && k - since < SHORT.high());
                }
            }
        }
        assertTrue(episodes > 15);
    }

    @Test
    void pairsStayInStep() {
        Episodes one = episodes(new Celo(Stage.RULE, THETA, TASK.layouts()), 3);
        Episodes other = episodes(new Celo(Stage.RULE, THETA, TASK.layouts()), 3);
        float[] x = Stage.RULE.extract(THETA);
        float[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] += 0.1f;
        }
        Unroll a = new Unroll(60);
        Unroll b = new Unroll(60);
        one.unroll(x, a);
        other.unroll(y, b);
        boolean differ = false;
        for (int k = 0; k < a.length(); k++) {
            assertEquals(a.done(k), b.done(k));
            assertEquals(a.counted(k), b.counted(k));
            boolean first = k == 0 || !a.counted(k - 1);
            if (first) {
                assertEquals(a.loss(k), b.loss(k), "an episode begins alike");
            }
            differ |= a.loss(k) != b.loss(k);
        }
        assertTrue(differ);
        Unroll c = new Unroll(60);
        episodes(new Celo(Stage.RULE, THETA, TASK.layouts()), 4).unroll(x, c);
        assertFalse(a.loss(0) == c.loss(0), "another particle sees other data");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void savedTrajectoryContinuesIdentically(Stage stage) throws IOException {
        float[] x = stage.extract(THETA);
        Episodes episodes = episodes(new Celo(stage, THETA, TASK.layouts()), 1);
        episodes.unroll(x, new Unroll(23));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        episodes.save(new DataOutputStream(saved));
        Unroll expected = new Unroll(40);
        episodes.unroll(x, expected);

        Episodes restored = episodes(new Celo(stage, THETA, TASK.layouts()), 1);
        restored.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        Unroll actual = new Unroll(40);
        restored.unroll(x, actual);
        assertArrayEquals(losses(expected), losses(actual));
    }

    /** An episode of T steps takes T + 1: the mean over many draws gives the share. */
    @Test
    void countedShareIsThatOfManyEpisodes() {
        double counted = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            int length = Lengths.CELO.draw(Key.of(i).random());
            assertTrue(length >= 100 && length < 2000);
            counted += length;
        }
        assertEquals(counted / (counted + n), Lengths.CELO.countedShare(), 1e-5);
    }

    private static Unroll unroll(LearnedOptimizer optimizer, Augmentation augmentation) {
        Unroll unroll = new Unroll(200);
        new Episodes(TASK, optimizer, new Episodes.Settings(Key.of(1), 0, 8, SHORT, augmentation))
                .unroll(new float[0], unroll);
        return unroll;
    }

    private static Episodes episodes(LearnedOptimizer optimizer, int particle) {
        Key key = Key.of(1).with(particle);
        return new Episodes(
                TASK, optimizer, new Episodes.Settings(key, particle, 8, SHORT, Augmentation.CELO));
    }

    private static double[] losses(Unroll unroll) {
        double[] losses = new double[unroll.length()];
        for (int k = 0; k < losses.length; k++) {
            losses[k] = unroll.loss(k);
        }
        return losses;
    }

    /** Plain gradient descent. */
    private record Descent(double rate) implements LearnedOptimizer {

        @Override
        public void use(float[] trainable) {}

        @Override
        public void restart(int totalSteps) {}

        @Override
        public void update(float loss, float[][] parameters, float[][] gradients) {
            for (int t = 0; t < parameters.length; t++) {
                for (int i = 0; i < parameters[t].length; i++) {
                    parameters[t][i] -= (float) (rate * gradients[t][i]);
                }
            }
        }

        @Override
        public void save(DataOutput out) {}

        @Override
        public void restore(int totalSteps, DataInput in) {}
    }
}
