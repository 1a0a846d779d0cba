package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a heat found.
 *
 * @param kind what a step was
 * @param course the course's name
 * @param parameters parameters that a step updates, null where that isn't what its cost is about
 * @param threads threads used
 * @param flags flags of the forked JVMs
 * @param pace rounds and turns
 * @param lines one per racer
 */
record HeatResult(
        Course.Kind kind,
        String course,
        Long parameters,
        int threads,
        List<String> flags,
        Pace pace,
        List<Line> lines) {

    /**
     * One racer. Numbers that make no sense for it are null.
     *
     * @param racer who
     * @param nanosPerStep median over rounds
     * @param nanosPerParameter the same per parameter
     * @param timesAdam median over rounds of the ratio to Adam's turn in that round
     * @param timesBound the same for the memory bound
     * @param spread interquartile range over rounds of the time, as a share of its median
     * @param bytesPerStep bytes allocated on the Java heap, median over rounds
     * @param rounds nanoseconds per step in every round
     */
    record Line(
            String racer,
            double nanosPerStep,
            Double nanosPerParameter,
            Double timesAdam,
            Double timesBound,
            double spread,
            Double bytesPerStep,
            double[] rounds) {}

    private static final double STEADY = 0.25;

    /** Whether the middle half of some racer's rounds is far apart. */
    boolean isUnsteady() {
        return lines.stream().anyMatch(line -> line.spread() > STEADY);
    }

    static HeatResult of(Heat heat, List<String> flags, List<Measurement> measurements) {
        Course course = heat.course();
        Long parameters = course.parameters().isPresent() ? course.parameters().getAsLong() : null;
        Optional<Measurement> adam = find(measurements, Racer.ADAM);
        Optional<Measurement> bound = find(measurements, Racer.BOUND);
        List<Line> lines = new ArrayList<>();
        for (Measurement m : measurements) {
            double nanos = median(m.nanos());
            double bytes = median(m.bytes());
            lines.add(
                    new Line(
                            m.racer().label(),
                            nanos,
                            parameters == null ? null : nanos / parameters,
                            adam.map(a -> ratio(m, a)).orElse(null),
                            bound.map(b -> ratio(m, b)).orElse(null),
                            spread(m.nanos()),
                            Double.isNaN(bytes) ? null : bytes,
                            m.nanos()));
        }
        return new HeatResult(
                course.kind(),
                course.name(),
                parameters,
                heat.threads(),
                flags,
                heat.pace(),
                lines);
    }

    private static Optional<Measurement> find(List<Measurement> measurements, Racer racer) {
        return measurements.stream().filter(m -> m.racer() == racer).findFirst();
    }

    private static double ratio(Measurement measured, Measurement reference) {
        double[] ratios = new double[measured.nanos().length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = measured.nanos()[round] / reference.nanos()[round];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double spread(double[] values) {
        return (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
    }

    /** Linear between the two nearest values. */
    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
