package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.Pair;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * What a parameter's initial values are drawn from (task specification, section 1).
 *
 * <p>Drawn in Java from a key, so that the values don't depend on the engine, its version or the
 * order in which parameters are initialised. A block declares distributions as initialisers of its
 * parameters; {@link #keyed(Block, Key)} gives each its key.
 */
@FunctionalInterface
public interface Distribution extends Initializer {

    /** The standard deviation of a standard normal number truncated to [-2, 2]. */
    double TRUNCATED_DEVIATION = 0.8796256610342398;

    /**
     * haiku's default for dense and convolution weights: truncated normal times 1/sqrt(fan_in), not
     * corrected for the truncation. DJL's weights are [out, in] and [out, in, h, w]: the fan-in is
     * all but the first axis.
     */
    Distribution HAIKU =
            (shape, random) -> {
                double scale = 1 / Math.sqrt(shape.slice(1).size());
                return truncatedNormal(scale).draw(shape, random);
            };

    /**
     * Draws all values of a parameter.
     *
     * @param shape the parameter's shape
     * @param random the parameter's stream
     * @return the values in the order of the shape
     */
    float[] draw(Shape shape, KeyedRandom random);

    /**
     * Returns a normal distribution truncated at two standard deviations.
     *
     * @param scale the standard deviation before the truncation
     * @return the distribution
     */
    static Distribution truncatedNormal(double scale) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * random.nextTruncatedGaussian());
            }
            return values;
        };
    }

    /**
     * Returns haiku's VarianceScaling: a truncated normal corrected to a variance of gain / fan-in.
     *
     * @param gain the scale of the variance
     * @param fanIn the inputs of a unit
     * @return the distribution
     */
    static Distribution varianceScaling(double gain, long fanIn) {
        return truncatedNormal(Math.sqrt(gain / fanIn) / TRUNCATED_DEVIATION);
    }

    /**
     * Returns Glorot's uniform distribution.
     *
     * @param fanIn the inputs of a unit
     * @param fanOut the units
     * @return U(-a, a) with a = sqrt(6 / (fanIn + fanOut))
     */
    static Distribution xavierUniform(long fanIn, long fanOut) {
        double bound = Math.sqrt(6.0 / (fanIn + fanOut));
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
            return values;
        };
    }

    /**
     * Returns a normal distribution.
     *
     * @param deviation the standard deviation
     * @return the distribution, around 0
     */
    static Distribution normal(double deviation) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            return values;
        };
    }

    /**
     * Gives every parameter that has a distribution its own stream. Weights with DJL's default get
     * {@link #HAIKU}; zeros and ones stay.
     *
     * @param block the block, not initialised yet
     * @param key the random stream of its initial values
     * @return the same block
     */
    static Block keyed(Block block, Key key) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            Parameter parameter = entry.getValue();
            Key own = key.with(entry.getKey());
            if (parameter.getInitializer() instanceof Distribution distribution) {
                parameter.setInitializer(distribution.withKey(own));
            } else if (parameter.getInitializer() instanceof XavierInitializer) {
                parameter.setInitializer(HAIKU.withKey(own));
            }
        }
        return block;
    }

    private Initializer withKey(Key key) {
        return (manager, shape, type) ->
                manager.create(draw(shape, key.random()), shape).toType(type, false);
    }

    /** {@inheritDoc} */
    @Override
    default NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        throw new IllegalStateException("Initial values are drawn from a key: call keyed first");
    }
}
