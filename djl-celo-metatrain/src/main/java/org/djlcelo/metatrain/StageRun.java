package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Augmentation;
import org.djlcelo.metatrain.inner.Celo;
import org.djlcelo.metatrain.inner.Episodes;
import org.djlcelo.metatrain.inner.Floats;
import org.djlcelo.metatrain.inner.ImageMlpTask;
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

    private final Stage stage;
    private final MetaParameters initial;
    private final float[] trainable;
    private final AdamW optimizer;
    private final PesEstimator estimator;
    private int iteration;

    StageRun(Stage stage, Settings settings, MetaParameters theta, List<ImageMlpTask> tasks) {
        this.stage = stage;
        initial = theta;
        trainable = stage.extract(theta);
        optimizer = new AdamW(settings.learningRate(), settings.weightDecay(), trainable.length);
        Key key = Key.of(settings.seed()).with(stage.id());
        double counted = settings.truncation() * Lengths.CELO.countedShare();
        estimator =
                new PesEstimator(
                        new PesEstimator.Settings(
                                settings.sigma(), settings.truncation(), settings.threads()),
                        settings.estimator().credit(counted),
                        Noise.gaussian(key.with("noise"), settings.sigma()),
                        trainable.length,
                        families(settings, tasks, key));
    }

    private List<Family> families(Settings settings, List<ImageMlpTask> tasks, Key key) {
        List<Family> families = new ArrayList<>();
        for (ImageMlpTask task : tasks) {
            List<Pair> pairs = new ArrayList<>();
            for (int p = 0; p < settings.particles(); p++) {
                Episodes.Settings episodes =
                        new Episodes.Settings(
                                key.with("episodes").with(task.name()).with(p),
                                p,
                                settings.particles(),
                                Lengths.CELO,
                                Augmentation.CELO);
                pairs.add(new Pair(trajectory(task, episodes), trajectory(task, episodes)));
            }
            families.add(new Family(task.name(), pairs));
        }
        return families;
    }

    private Episodes trajectory(ImageMlpTask task, Episodes.Settings settings) {
        return new Episodes(task, new Celo(stage, initial, task.layouts()), settings);
    }

    /** Makes one meta-iteration. */
    MetricsLine iterate() throws InterruptedException {
        GradientEstimate estimate = estimator.estimate(trainable, iteration);
        float[] gradient = estimate.gradient();
        for (int i = 0; i < gradient.length; i++) {
            if (!Float.isFinite(gradient[i])) {
                gradient[i] = 0;
            }
        }
        optimizer.step(trainable, gradient);
        iteration++;
        return new MetricsLine(
                stage.id(),
                iteration,
                estimate.metaLoss(),
                estimate.familyLoss(),
                norm(gradient),
                norm(trainable),
                0);
    }

    Stage stage() {
        return stage;
    }

    /** The number of meta-iterations done. */
    int iteration() {
        return iteration;
    }

    MetaParameters theta() {
        return stage.insert(initial, trainable);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(iteration);
        Floats.write(trainable, out);
        optimizer.save(out);
        estimator.save(out);
    }

    void restore(DataInput in) throws IOException {
        iteration = in.readInt();
        Floats.read(in, trainable);
        optimizer.restore(in);
        estimator.restore(in);
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
