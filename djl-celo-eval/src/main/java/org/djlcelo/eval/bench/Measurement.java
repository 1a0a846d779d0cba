package org.djlcelo.eval.bench;

/**
 * What a racer needed in the rounds of a heat.
 *
 * @param racer who
 * @param nanos nanoseconds per step, round by round, fork by fork
 * @param bytes bytes allocated on the Java heap per step, round by round, all threads together
 */
record Measurement(Racer racer, double[] nanos, double[] bytes) {}
