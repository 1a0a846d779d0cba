package org.djlcelo.eval.unroll;

/**
 * A function's value and its derivative.
 *
 * @param value the value
 * @param gradient the derivative by each argument
 */
public record ValueAndGradient(float value, float[] gradient) {}
