package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Floats;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.inner.TrainedPart;

/** What a stage trains and what its meta-optimizer remembers: all of a run but the particles. */
final class MetaState {

    private final TrainedPart part;
    private final Settings settings;
    private final MetaParameters initial;
    private final float[] trainable;
    private final AdamW optimizer;

    /** Of theta; null if it isn't wanted. */
    private final RunningAverage average;

    private int iteration;

    MetaState(Stage stage, Settings settings, MetaParameters initial) {
        this.settings = settings;
        this.initial = initial;
        part = new TrainedPart(initial.architecture(), stage, settings.recipe().freezing());
        trainable = part.extract(initial);
        optimizer = new AdamW(settings.weightDecay(), trainable.length);
        Double decay = settings.recipe().averaging();
        average = decay == null ? null : new RunningAverage(decay, trainable.length);
    }

    /**
     * Makes a step.
     *
     * @param gradient the estimate; changed to what is used of it: finite, of what is trained, and
     *     clipped
     */
    void step(float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            if (!Float.isFinite(gradient[i])) {
                gradient[i] = 0;
            }
        }
        part.mask(gradient);
        Double limit = settings.recipe().clipping();
        if (limit != null) {
            clip(gradient, limit);
        }
        double rate =
                settings.recipe()
                        .rates()
                        .at(settings.learningRate(), iteration, settings.iterations());
        optimizer.step(trainable, gradient, rate);
        iteration++;
        if (average != null) {
            average.add(trainable, iteration);
        }
    }

    private static void clip(float[] gradient, double limit) {
        double norm = norm(gradient);
        if (norm > limit) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= (float) (limit / norm);
            }
        }
    }

    /** The L2 norm. */
    static double norm(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return Math.sqrt(sum);
    }

    TrainedPart part() {
        return part;
    }

    /** The number of meta-iterations done. */
    int iteration() {
        return iteration;
    }

    /** What is trained; not copied. */
    float[] trainable() {
        return trainable;
    }

    /** All meta-parameters as they are trained. */
    MetaParameters theta() {
        return part.insert(initial, trainable);
    }

    /** All meta-parameters as they are given out: averaged, if that is wanted. */
    MetaParameters result() {
        return average == null || iteration == 0 ? theta() : part.insert(initial, average.values());
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(iteration);
        Floats.write(trainable, out);
        saveOptimizer(out);
    }

    void restore(DataInput in) throws IOException {
        iteration = in.readInt();
        Floats.read(in, trainable);
        restoreOptimizer(in);
    }

    /** Writes what {@link #theta} doesn't tell. */
    void saveMemory(DataOutput out) throws IOException {
        out.writeInt(iteration);
        saveOptimizer(out);
    }

    void restoreMemory(DataInput in) throws IOException {
        iteration = in.readInt();
        restoreOptimizer(in);
    }

    private void saveOptimizer(DataOutput out) throws IOException {
        optimizer.save(out);
        if (average != null) {
            Floats.write(average.values(), out);
        }
    }

    private void restoreOptimizer(DataInput in) throws IOException {
        optimizer.restore(in);
        if (average != null) {
            Floats.read(in, average.values());
        }
    }
}
