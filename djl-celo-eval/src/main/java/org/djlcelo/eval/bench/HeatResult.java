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
     * @param bytesPerStep bytes allocated on the Java heap, median over rounds
     * @param rounds nanoseconds per step in every round
     */
    record Line(
            String racer,
            double nanosPerStep,
            Double nanosPerParameter,
            Double timesAdam,
            Double timesBound,
            Double bytesPerStep,
            double[] rounds) {}

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
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
