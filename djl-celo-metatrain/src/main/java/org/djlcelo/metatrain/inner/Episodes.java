package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.metatrain.pes.Trajectory;
import org.djlcelo.metatrain.pes.Unroll;
import org.djlcelo.random.Key;

/**
 * Training runs of one task, one after the other, each with new initial parameters, a new length
 * and a new scale: the trajectory that Celo is trained on (specification of meta-training, sections
 * 2 and 4).
 *
 * <p>Augmentation: the optimizer sees parameters p of a network that uses tau p, so that it meets
 * parameters and gradients of all scales. Initial parameters are divided by tau, gradients
 * multiplied.
 *
 * <p>The first episode's counter starts anywhere in [0, longest length), only to keep particles
 * from restarting together.
 */
public final class Episodes implements Trajectory {

    private final InnerTask task;
    private final LearnedOptimizer optimizer;
    private final Settings settings;
    private final LossGradient lossGradient;
    private final float[][] parameters;
    private final float[][] scaled;
    private final float[][] gradients;
    private final int[] sizes;
    private long clock;
    private long episode;
    private int step;
    private int length;
    private int runLength;
    private boolean done;
    private Scales tau;

    /**
     * What distinguishes one trajectory from another; the two of a pair have equal settings.
     *
     * @param key the random stream of lengths, scales and initial parameters
     * @param particle the pair's number within the task
     * @param particles the number of pairs of the task, which share out its batches
     * @param lengths the episodes' lengths
     * @param augmentation the range of scales
     */
    public record Settings(
            Key key, int particle, int particles, Lengths lengths, Augmentation augmentation) {}

    /**
     * Creates a trajectory at its beginning.
     *
     * @param task what is trained
     * @param optimizer what trains it; its meta-parameters are those that the first episode's
     *     initial state comes from
     * @param settings what distinguishes it
     */
    public Episodes(InnerTask task, LearnedOptimizer optimizer, Settings settings) {
        this(task, optimizer, settings, task.newLossGradient());
    }

    Episodes(
            InnerTask task,
            LearnedOptimizer optimizer,
            Settings settings,
            LossGradient lossGradient) {
        this.task = task;
        this.optimizer = optimizer;
        this.settings = settings;
        this.lossGradient = lossGradient;
        parameters = tensors(task.layouts());
        scaled = tensors(task.layouts());
        gradients = tensors(task.layouts());
        sizes = task.layouts().stream().mapToInt(TensorLayout::size).toArray();
        length = settings.lengths().draw(settings.key().with("length").with(0).random());
        begin();
        step = settings.key().with("offset").random().nextInt(settings.lengths().high());
    }

    /** {@inheritDoc} */
    @Override
    public void unroll(float[] trainable, Supplier<float[]> later, Unroll into) {
        optimizer.use(trainable);
        for (int k = 0; k < into.length(); k++, clock++) {
            if (done) {
                begin();
                into.restart(k);
            } else {
                into.step(k, task.normalise(trainOneStep()), done);
                if (done) {
                    optimizer.use(later.get());
                }
            }
        }
    }

    /** One episode from its beginning to its end under the same meta-parameters. */
    void unrollWhole(float[] trainable, Unroll into) {
        optimizer.use(trainable);
        begin();
        for (int k = 0; k < into.length(); k++) {
            if (done) {
                into.restart(k);
            } else {
                into.step(k, task.normalise(trainOneStep()), done);
                clock++;
            }
        }
    }

    private void begin() {
        tau = scales(episode);
        Key key = settings.key().with("episode").with(episode);
        task.initialise(key.with("parameters").random(), parameters);
        tau.divide(parameters);
        runLength = length;
        optimizer.restart(runLength);
        step = 0;
        done = false;
    }

    private Scales scales(long ofEpisode) {
        Key key = settings.key().with("episode").with(ofEpisode);
        return settings.augmentation().draw(key.with("tau").random(), sizes);
    }

    private double trainOneStep() {
        for (int t = 0; t < parameters.length; t++) {
            tau.multiply(t, parameters[t], scaled[t]);
        }
        long batch = clock * settings.particles() + settings.particle();
        double loss = lossGradient.evaluate(scaled, batch, gradients);
        for (int t = 0; t < gradients.length; t++) {
            tau.multiply(t, gradients[t], gradients[t]);
        }
        optimizer.update((float) loss, parameters, gradients);
        step++;
        done = step >= length;
        if (done) {
            episode++;
            length = settings.lengths().draw(settings.key().with("length").with(episode).random());
        }
        return loss;
    }

    static float[][] tensors(List<TensorLayout> layouts) {
        return layouts.stream().map(layout -> new float[layout.size()]).toArray(float[][]::new);
    }

    /** {@inheritDoc} */
    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(clock);
        out.writeLong(episode);
        out.writeInt(step);
        out.writeInt(length);
        out.writeInt(runLength);
        out.writeBoolean(done);
        out.writeFloat(tau.first());
        for (float[] tensor : parameters) {
            Floats.write(tensor, out);
        }
        optimizer.save(out);
    }

    /** {@inheritDoc} */
    @Override
    public void restore(DataInput in) throws IOException {
        clock = in.readLong();
        episode = in.readLong();
        step = in.readInt();
        length = in.readInt();
        runLength = in.readInt();
        done = in.readBoolean();
        tau = scales(done ? episode - 1 : episode);
        if (tau.first() != in.readFloat()) {
            throw new IOException("its scales are those of another augmentation");
        }
        for (float[] tensor : parameters) {
            Floats.read(in, tensor);
        }
        optimizer.restore(runLength, in);
    }
}
