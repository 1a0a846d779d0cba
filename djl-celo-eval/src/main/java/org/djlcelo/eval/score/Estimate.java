package org.djlcelo.eval.score;

/**
 * A number with its 95 % interval.
 *
 * @param value the number computed from the runs there are
 * @param interval what it could have been with other runs of the same kind
 */
public record Estimate(double value, Interval interval) {}
