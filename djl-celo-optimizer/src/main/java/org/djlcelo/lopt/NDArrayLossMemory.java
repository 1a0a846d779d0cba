package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

/**
 * {@link LossMemory} on a device: its formulas, without a memory of its own.
 *
 * @param decays [10]: of the running means
 * @param rates [10]: one minus decays
 */
public record NDArrayLossMemory(
        NDArray decays, NDArray rates, NDArray one, NDArray minusOne, NDArray two, NDArray floor) {

    private static final NDIndex ALL_BUT_LAST = new NDIndex("0:9");
    private static final NDIndex ALL_BUT_FIRST = new NDIndex("1:10");

    /**
     * What is remembered.
     *
     * @param means [10]
     * @param minima [10]
     * @param count [1]: losses taken in
     */
    public record Memory(NDArray means, NDArray minima, NDArray count) {}

    /**
     * Memory after a loss was taken in.
     *
     * @param memory the memory
     * @param features [9]
     */
    public record Next(Memory memory, NDArray features) {}

    /**
     * Puts the constants on a device.
     *
     * @param manager what owns the arrays
     * @param totalSteps the planned number of steps T
     * @return the formulas
     */
    public static NDArrayLossMemory of(NDManager manager, int totalSteps) {
        LossMemory losses = new LossMemory(totalSteps);
        float[] decays = new float[LossMemory.MEANS];
        float[] rates = new float[LossMemory.MEANS];
        for (int i = 0; i < decays.length; i++) {
            decays[i] = losses.decay(i);
            rates[i] = 1 - decays[i];
        }
        return new NDArrayLossMemory(
                manager.create(decays),
                manager.create(rates),
                manager.create(1f),
                manager.create(-1f),
                manager.create(2f),
                manager.create(1e-8f));
    }

    /**
     * Takes in the loss of one step.
     *
     * @param loss [1]
     * @param before the memory, not changed
     * @return memory and features after it
     */
    public Next next(NDArray loss, Memory before) {
        NDArray count = before.count.add(one);
        NDArray shares = one.sub(decays.pow(count));
        NDArray largest = before.means.div(shares).max(new int[] {0}, true);
        NDArray reference = NDArrays.where(count.gt(one), largest, loss);
        NDArray clipped = reference.abs().mul(two).minimum(loss);
        NDArray means = before.means.mul(decays).add(rates.mul(clipped));
        NDArray corrected = means.div(shares);
        NDArray minima = before.minima.minimum(corrected);
        return new Next(new Memory(means, minima, count), features(count, corrected, minima));
    }

    private NDArray features(NDArray count, NDArray corrected, NDArray minima) {
        NDArray fast = minima.get(ALL_BUT_LAST);
        NDArray above = corrected.get(ALL_BUT_LAST).sub(fast);
        NDArray range = corrected.get(ALL_BUT_FIRST).sub(fast).maximum(floor);
        NDArray feature = above.div(range).sub(one);
        NDArray bounded = feature.maximum(minusOne).minimum(one);
        return bounded.mul(count.gt(two).toType(DataType.FLOAT32, false));
    }
}
