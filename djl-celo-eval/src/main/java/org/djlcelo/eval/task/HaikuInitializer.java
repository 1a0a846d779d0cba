package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * haiku's default for dense and convolution weights: normal, truncated at two standard deviations,
 * times 1/sqrt(fan_in), not corrected for the truncation (task specification, section 1).
 *
 * <p>Drawn in Java from a key, so that the values don't depend on the engine, its version or the
 * order in which parameters are initialised.
 */
final class HaikuInitializer implements Initializer {

    private final Key key;

    private HaikuInitializer(Key key) {
        this.key = key;
    }

    /** Gives every weight of a block its own stream; biases start at zero, DJL's default. */
    static void applyTo(Block block, Key key) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            if (entry.getValue().getType() == Parameter.Type.WEIGHT) {
                entry.getValue().setInitializer(new HaikuInitializer(key.with(entry.getKey())));
            }
        }
    }

    /** DJL's weights are [out, in] and [out, in, h, w]: the fan-in is all but the first axis. */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        double scale = 1 / Math.sqrt(shape.slice(1).size());
        float[] values = new float[Math.toIntExact(shape.size())];
        KeyedRandom random = key.random();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextTruncatedGaussian());
        }
        return manager.create(values, shape).toType(dataType, false);
    }
}
