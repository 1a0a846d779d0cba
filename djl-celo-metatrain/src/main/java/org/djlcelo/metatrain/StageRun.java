package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Episodes;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.LearnedOptimizer;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.inner.WholeEpisodes;
import org.djlcelo.metatrain.pes.Family;
import org.djlcelo.metatrain.pes.GradientEstimate;
import org.djlcelo.metatrain.pes.Noise;
import org.djlcelo.metatrain.pes.Pair;
import org.djlcelo.metatrain.pes.PesEstimator;
import org.djlcelo.metatrain.pes.PesVariant;
import org.djlcelo.metatrain.pes.Trajectory;
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
        Recipe recipe = settings.recipe();
        double length = recipe.horizons().mean();
        boolean whole = settings.estimator() == PesVariant.ES;
        double counted = whole ? length : settings.truncation() * recipe.horizons().countedShare();
        estimator =
                new PesEstimator(
                        new PesEstimator.Settings(
                                settings.sigma(),
                                whole ? recipe.horizons().high() : settings.truncation(),
                                settings.threads(),
                                settings.estimator().renewal()),
                        settings.estimator().credit(counted, recipe.objective().weights(length)),
                        Noise.gaussian(key.with("noise"), settings.sigma()),
                        state.trainable().length,
                        families(
                                settings,
                                theta,
                                tasks,
                                firstIteration == 0
                                        ? episodes
                                        : episodes.with("continued").with(firstIteration)));
    }

    private List<Family> families(
            Settings settings, MetaParameters theta, List<? extends InnerTask> tasks, Key key) {
        List<Family> families = new ArrayList<>();
        for (InnerTask task : tasks) {
            List<Pair> pairs = new ArrayList<>();
            for (int p = 0; p < settings.particles(); p++) {
                Episodes.Settings episodes =
                        new Episodes.Settings(
                                key.with(task.name()).with(p),
                                p,
                                settings.particles(),
                                settings.recipe().horizons(),
                                settings.recipe().augmentation());
                Supplier<Trajectory> trajectory = () -> trajectory(settings, task, theta, episodes);
                pairs.add(new Pair(trajectory.get(), trajectory.get()));
            }
            families.add(new Family(task.name(), pairs));
        }
        return families;
    }

    private Trajectory trajectory(
            Settings settings, InnerTask task, MetaParameters theta, Episodes.Settings which) {
        LearnedOptimizer optimizer = LearnedOptimizers.create(state.part(), theta, task.layouts());
        Episodes episodes = new Episodes(task, optimizer, which);
        return settings.estimator() == PesVariant.ES ? new WholeEpisodes(episodes) : episodes;
    }

    /** Makes one meta-iteration. */
    MetricsLine iterate() throws InterruptedException {
        GradientEstimate estimate = estimator.estimate(state.trainable(), state.iteration());
        float[] gradient = estimate.gradient();
        state.step(gradient);
        return new MetricsLine(
                state.part().stage().id(),
                state.iteration(),
                estimate.metaLoss(),
                estimate.familyLoss(),
                MetaState.norm(gradient),
                MetaState.norm(state.trainable()),
                0);
    }

    /** Estimates the gradient of an iteration without making a step. */
    double[] estimate(long iteration) throws InterruptedException {
        float[] gradient = estimator.estimate(state.trainable(), iteration).gradient();
        return IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i]).toArray();
    }

    /** The number of meta-parameters that are trained. */
    int size() {
        return state.trainable().length;
    }

    Stage stage() {
        return state.part().stage();
    }

    /** The number of meta-iterations done. */
    int iteration() {
        return state.iteration();
    }

    /** What the run gives out now. */
    MetaParameters theta() {
        return state.result();
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

    @Override
    public void close() {
        estimator.close();
    }
}
