package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link Summary} on an engine's arrays.
 *
 * <p>Numbers are arrays that are made when they are first needed and kept: an engine sends every
 * Java number that takes part in an operation to the device and waits.
 */
final class ArrayMath {

    private final NDManager manager;
    private final Map<Float, NDArray> numbers = new HashMap<>();

    ArrayMath(NDManager manager) {
        this.manager = manager;
    }

    /** A scalar. */
    NDArray of(double value) {
        return numbers.computeIfAbsent((float) value, this::create);
    }

    private NDArray create(float value) {
        NDArray number = manager.create(value);
        NDScope.unregister(number);
        return number;
    }

    /** Bounds to plus and minus a number. */
    NDArray clip(NDArray x, double bound) {
        return clip(x, -bound, bound);
    }

    NDArray clip(NDArray x, double low, double high) {
        return x.maximum(of(low)).minimum(of(high));
    }

    /** {@code clip(ln(1e-8 + |x|), -5, 5)}. */
    NDArray logMagnitude(NDArray x) {
        return clip(x.abs().add(of(1e-8)).log(), 5);
    }

    /** Moves an average: {@code decay·old + (1 - decay)·value}, in float32 as in Java. */
    NDArray average(float decay, NDArray old, NDArray value) {
        return old.mul(of(decay)).add(value.mul(of(1 - decay)));
    }

    NDArray rsqrt(NDArray x) {
        return of(1).div(x.sqrt());
    }

    /** The mean squared distance from the mean, a scalar. */
    NDArray variance(NDArray x, NDArray mean) {
        return x.sub(mean).square().mean();
    }
}
