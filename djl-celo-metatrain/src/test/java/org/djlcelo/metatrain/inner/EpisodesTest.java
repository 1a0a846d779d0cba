package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Augmentation.Level;
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
        Unroll plain = unroll(new Descent(rate), Augmentation.NONE);
        Unroll scaled =
                unroll(new Descent(rate / (tau * tau)), new Augmentation(Level.GLOBAL, tau, tau));
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
        assertContinues(stage, Augmentation.CELO);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void savedTrajectoryContinuesWithItsScales(Level level) throws IOException {
        assertContinues(Stage.RULE, new Augmentation(level, 1e-2, 1e2));
    }

    @Test
    void stateOfAnotherAugmentationIsRefused() {
        assertThrows(
                IOException.class,
                () ->
                        restored(
                                saved(Stage.RULE, Augmentation.CELO),
                                Stage.RULE,
                                Augmentation.NONE));
    }

    /** Stretching changes parameters and gradients, never the network. */
    @ParameterizedTest
    @EnumSource(Level.class)
    void firstLossDoesNotDependOnScales(Level level) {
        double plain = unroll(new Descent(0), Augmentation.NONE).loss(0);
        double stretched = unroll(new Descent(0), new Augmentation(level, 1e-2, 1e2)).loss(0);
        assertEquals(plain, stretched, 1e-5);
    }

    /** Every truncation is one episode, and what an episode needs is its own length. */
    @Test
    void wholeEpisodesBeginAndEndInOneTruncation() {
        Celo celo = new Celo(Stage.RULE, THETA, TASK.layouts());
        WholeEpisodes whole = new WholeEpisodes(episodes(celo, 2, Augmentation.CELO));
        Set<Integer> lengths = new HashSet<>();
        for (int episode = 0; episode < 30; episode++) {
            Unroll unroll = new Unroll(SHORT.high());
            whole.unroll(Stage.RULE.extract(THETA), unroll);
            int length = unroll.countedSteps();
            assertTrue(length >= SHORT.low() && length < SHORT.high());
            assertTrue(unroll.done(length - 1) && !unroll.counted(length));
            assertEquals(Math.log(10), unroll.loss(0), 0.5, "begins with new parameters");
            lengths.add(length);
        }
        assertEquals(SHORT.high() - SHORT.low(), lengths.size());
    }

    private static void assertContinues(Stage stage, Augmentation augmentation) throws IOException {
        float[] x = stage.extract(THETA);
        for (int steps : new int[] {23, 24, 25, 26, 27, 28, 29, 30}) {
            Episodes episodes = episodes(new Celo(stage, THETA, TASK.layouts()), 1, augmentation);
            episodes.unroll(x, new Unroll(steps));
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            episodes.save(new DataOutputStream(saved));
            Unroll expected = new Unroll(40);
            episodes.unroll(x, expected);
            Unroll actual = new Unroll(40);
            restored(saved.toByteArray(), stage, augmentation).unroll(x, actual);
            assertArrayEquals(losses(expected), losses(actual));
        }
    }

    private static byte[] saved(Stage stage, Augmentation augmentation) throws IOException {
        Episodes episodes = episodes(new Celo(stage, THETA, TASK.layouts()), 1, augmentation);
        episodes.unroll(stage.extract(THETA), new Unroll(3));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        episodes.save(new DataOutputStream(saved));
        return saved.toByteArray();
    }

    private static Episodes restored(byte[] saved, Stage stage, Augmentation augmentation)
            throws IOException {
        Episodes episodes = episodes(new Celo(stage, THETA, TASK.layouts()), 1, augmentation);
        episodes.restore(new DataInputStream(new ByteArrayInputStream(saved)));
        return episodes;
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
        return episodes(optimizer, particle, Augmentation.CELO);
    }

    private static Episodes episodes(
            LearnedOptimizer optimizer, int particle, Augmentation augmentation) {
        Key key = Key.of(1).with(particle);
        return new Episodes(
                TASK, optimizer, new Episodes.Settings(key, particle, 8, SHORT, augmentation));
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
