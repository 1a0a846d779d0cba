package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Floats;
import org.djlcelo.metatrain.inner.Stage;

/** What a stage trains and what its meta-optimizer remembers: all of a run but the particles. */
final class MetaState {

    private final Stage stage;
    private final MetaParameters initial;
    private final float[] trainable;
    private final AdamW optimizer;
    private int iteration;

    MetaState(Stage stage, Settings settings, MetaParameters initial) {
        this.stage = stage;
        this.initial = initial;
        trainable = stage.extract(initial);
        optimizer = new AdamW(settings.learningRate(), settings.weightDecay(), trainable.length);
    }

    /** Makes a step; non-finite entries of the gradient become 0. */
    void step(float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            if (!Float.isFinite(gradient[i])) {
                gradient[i] = 0;
            }
        }
        optimizer.step(trainable, gradient);
        iteration++;
    }

    Stage stage() {
        return stage;
    }

    /** The number of meta-iterations done. */
    int iteration() {
        return iteration;
    }

    /** What is trained; not copied. */
    float[] trainable() {
        return trainable;
    }

    MetaParameters theta() {
        return stage.insert(initial, trainable);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(iteration);
        Floats.write(trainable, out);
        optimizer.save(out);
    }

    void restore(DataInput in) throws IOException {
        iteration = in.readInt();
        Floats.read(in, trainable);
        optimizer.restore(in);
    }

    /** Writes what {@link #theta} doesn't tell. */
    void saveMemory(DataOutput out) throws IOException {
        out.writeInt(iteration);
        optimizer.save(out);
    }

    void restoreMemory(DataInput in) throws IOException {
        iteration = in.readInt();
        optimizer.restore(in);
    }
}
