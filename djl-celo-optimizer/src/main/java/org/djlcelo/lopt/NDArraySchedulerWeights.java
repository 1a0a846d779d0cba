package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A scheduler's weights and constants on a device, in the shapes that few products need.
 *
 * @param inputWeight [18, 128]: the mix layer, then the input layer
 * @param inputBias [128]
 * @param gateWeight [128, 256]
 * @param gateBias [256], with what is added to the forget gate
 * @param outputWeight [64, 1]
 * @param outputBias [1]
 * @param decays [10]: of the running means
 * @param rates [10]: one minus decays
 * @param centres [9]: of the progress features
 */
record NDArraySchedulerWeights(
        NDArray inputWeight,
        NDArray inputBias,
        NDArray gateWeight,
        NDArray gateBias,
        NDArray outputWeight,
        NDArray outputBias,
        NDArray decays,
        NDArray rates,
        NDArray centres,
        NDArray zero,
        NDArray one,
        NDArray minusOne,
        NDArray two,
        NDArray ten,
        NDArray tenth,
        NDArray floor) {

    static NDArraySchedulerWeights of(NDManager manager, Scheduler scheduler, LossMemory losses) {
        float[] decays = new float[LossMemory.MEANS];
        float[] rates = new float[LossMemory.MEANS];
        for (int i = 0; i < decays.length; i++) {
            decays[i] = losses.decay(i);
            rates[i] = 1 - decays[i];
        }
        float[] gateBias = scheduler.gates().bias().clone();
        for (int i = 2 * Architecture.LSTM_SIZE; i < 3 * Architecture.LSTM_SIZE; i++) {
            gateBias[i] += 1;
        }
        NDArray mix = matrix(manager, scheduler.mix());
        NDArray input = matrix(manager, scheduler.input());
        return new NDArraySchedulerWeights(
                mix.concat(input, 1),
                manager.create(scheduler.mix().bias())
                        .concat(manager.create(scheduler.input().bias()), 0),
                matrix(manager, scheduler.gates()),
                manager.create(gateBias),
                matrix(manager, scheduler.output()),
                manager.create(scheduler.output().bias()),
                manager.create(decays),
                manager.create(rates),
                manager.create(ProgressFeatures.centres()),
                manager.zeros(new Shape(1)),
                manager.create(1f),
                manager.create(-1f),
                manager.create(2f),
                manager.create(10f),
                manager.create(0.1f),
                manager.create(1e-8f));
    }

    private static NDArray matrix(NDManager manager, Linear layer) {
        int outputs = layer.bias().length;
        return manager.create(layer.weight(), new Shape(layer.weight().length / outputs, outputs));
    }
}
