package org.djlcelo.eval.bench;

import java.util.List;

/**
 * Some racers that take turns on one course in one forked JVM.
 *
 * @param course what is measured
 * @param threads threads of whatever can use more than one: the engine, Celo's kernels, workers
 * @param racers in the order of their turns
 * @param pace how often and how long
 */
record Heat(Course course, int threads, List<Racer> racers, Pace pace) {

    Heat {
        racers = List.copyOf(racers);
    }

    /** The number of JMH iterations of one fork. */
    int turns() {
        return racers.size() * (pace.warmupRounds() + pace.rounds());
    }

    /** For progress lines. */
    String label() {
        return course.name() + ", threads: " + threads;
    }
}
