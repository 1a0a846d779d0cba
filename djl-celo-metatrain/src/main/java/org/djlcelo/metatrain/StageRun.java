package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Augmentation;
import org.djlcelo.metatrain.inner.Celo;
import org.djlcelo.metatrain.inner.Episodes;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.Family;
import org.djlcelo.metatrain.pes.GradientEstimate;
import org.djlcelo.metatrain.pes.Noise;
import org.djlcelo.metatrain.pes.Pair;
import org.djlcelo.metatrain.pes.PesEstimator;
import org.djlcelo.random.Key;

/** One stage in progress: the trainable part of theta, its optimizer and its particles. */
final class StageRun implements AutoCloseable {

    private final MetaState state;
    private final PesEstimator estimator;

    /**
     * Prepares a stage with fresh particles.
     *
     * @param theta the meta-parameters then
     * @param firstIteration the meta-iterations done with other particles, which these don't repeat
     */
    StageRun(
            Stage stage,
            Settings settings,
            MetaParameters theta,
            List<? extends InnerTask> tasks,
            int firstIteration) {
        state = new MetaState(stage, settings, theta);
        Key key = Key.of(settings.seed()).with(stage.id());
        Key episodes = key.with("episodes");
        double counted = settings.truncation() * Lengths.CELO.countedShare();
        estimator =
                new PesEstimator(
                        new PesEstimator.Settings(
                                settings.sigma(), settings.truncation(), settings.threads()),
                        settings.estimator().credit(counted),
                        Noise.gaussian(key.with("noise"), settings.sigma()),
                        state.trainable().length,
                        families(
                                stage,
                                settings,
                                theta,
                                tasks,
                                firstIteration == 0
                                        ? episodes
                                        : episodes.with("continued").with(firstIteration)));
    }

    private static List<Family> families(
            Stage stage,
            Settings settings,
            MetaParameters theta,
            List<? extends InnerTask> tasks,
            Key key) {
        List<Family> families = new ArrayList<>();
        for (InnerTask task : tasks) {
            List<Pair> pairs = new ArrayList<>();
            for (int p = 0; p < settings.particles(); p++) {
                Episodes.Settings episodes =
                        new Episodes.Settings(
                                key.with(task.name()).with(p),
                                p,
                                settings.particles(),
                                Lengths.CELO,
                                Augmentation.CELO);
                Supplier<Episodes> trajectory =
                        () -> new Episodes(task, new Celo(stage, theta, task.layouts()), episodes);
                pairs.add(new Pair(trajectory.get(), trajectory.get()));
            }
            families.add(new Family(task.name(), pairs));
        }
        return families;
    }

    /** Makes one meta-iteration. */
    MetricsLine iterate() throws InterruptedException {
        GradientEstimate estimate = estimator.estimate(state.trainable(), state.iteration());
        float[] gradient = estimate.gradient();
        state.step(gradient);
        return new MetricsLine(
                state.stage().id(),
                state.iteration(),
                estimate.metaLoss(),
                estimate.familyLoss(),
                norm(gradient),
                norm(state.trainable()),
                0);
    }

    Stage stage() {
        return state.stage();
    }

    /** The number of meta-iterations done. */
    int iteration() {
        return state.iteration();
    }

    MetaParameters theta() {
        return state.theta();
    }

    void save(DataOutput out) throws IOException {
        state.save(out);
        estimator.save(out);
    }

    void restore(DataInput in) throws IOException {
        state.restore(in);
        estimator.restore(in);
    }

    /** Takes back all but theta and the particles. */
    void restoreMemory(DataInput in) throws IOException {
        state.restoreMemory(in);
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return Math.sqrt(sum);
    }

    @Override
    public void close() {
        estimator.close();
    }
}
