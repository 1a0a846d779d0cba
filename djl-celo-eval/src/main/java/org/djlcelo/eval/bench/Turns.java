package org.djlcelo.eval.bench;

import ai.djl.Device;
import java.util.List;

/**
 * A heat in its fork: the racers take turns, one JMH iteration each, again and again.
 *
 * <p>A machine's speed drifts over seconds, by its other work and its temperature, and differs from
 * one JVM to the next. So a ratio is only as good as its two times are close: here every round has
 * a turn of each racer, fractions of a second apart, in the same JVM on the same tensors, and it is
 * the ratios of rounds that are averaged (by their median). JMH itself would measure one racer to
 * the end before the next, in another JVM.
 */
public final class Turns implements AutoCloseable {

    private final Entries entries;
    private int turns;
    private Entry current;

    Turns(Entries entries) {
        this.entries = entries;
    }

    /**
     * Opens a heat; what it is comes as JMH's parameters.
     *
     * @param course the name of a course
     * @param racers the racers' names, joined
     * @param threads threads of whatever can use more than one
     * @param weights Celo's weights: a zoo artifact, a file or {@code random}
     * @param device {@code cpu} or {@code gpu}
     * @return the heat before its first turn
     */
    public static Turns open(
            String course, String racers, int threads, String weights, String device) {
        HeatSettings settings =
                new HeatSettings(
                        Racer.split(racers),
                        threads,
                        BenchWeights.load(weights).theta(),
                        Device.of(device, device.equals(Device.Type.GPU) ? 0 : -1));
        return new Turns(Course.all().get(course).open(settings));
    }

    /** Begins the turn of the next racer. */
    public void next() {
        List<Entry> racers = entries.racers();
        current = racers.get(turns++ % racers.size());
        current.rewind();
    }

    /** Makes a step of the racer whose turn it is. */
    public void step() {
        current.step();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        entries.close();
    }
}
