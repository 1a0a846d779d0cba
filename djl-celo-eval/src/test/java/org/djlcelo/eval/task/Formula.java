package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;

/**
 * Parameters and batches of the recorded curves: numbers that look random and that any language
 * computes alike. The i-th number of stream k is the fraction of 43758.5453 sin(12.9898 (i + 100003
 * k)), i from 1, in double precision.
 */
final class Formula {

    private static final int BATCH_STREAMS = 1000;
    private static final int STREAMS_PER_BATCH = 10;

    private Formula() {}

    private static double number(long stream, int index) {
        double value = Math.sin((index + 1 + 100_003.0 * stream) * 12.9898) * 43758.5453;
        return value - Math.floor(value);
    }

    /** Numbers in [0, 1) for a part of a batch. */
    static float[] uniform(int batch, int part, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) number(BATCH_STREAMS + (long) STREAMS_PER_BATCH * batch + part, i);
        }
        return numbers;
    }

    /** Whole numbers in [0, bound) for a part of a batch. */
    static long[] integers(int batch, int part, int count, int bound) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            double number = number(BATCH_STREAMS + (long) STREAMS_PER_BATCH * batch + part, i);
            numbers[i] = (long) Math.floor(number * bound);
        }
        return numbers;
    }

    /**
     * Makes parameters start at 2u - 1 of the stream of their position: weights times sqrt(3 /
     * fan-in), or 0.01 if they have one axis, biases and offsets times 0.1, scales times 0.1 plus
     * 1.
     */
    static void startAt(Block block) {
        List<Parameter> parameters = block.getParameters().values();
        for (int k = 0; k < parameters.size(); k++) {
            int stream = k;
            Parameter parameter = parameters.get(k);
            parameter.setInitializer(
                    (manager, shape, type) ->
                            manager.create(values(parameter.getType(), stream, shape), shape));
        }
    }

    private static float[] values(Parameter.Type type, int stream, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            double value = 2 * number(stream, i) - 1;
            values[i] =
                    (float)
                            switch (type) {
                                case WEIGHT -> value * weightScale(shape);
                                case GAMMA -> 1 + 0.1 * value;
                                default -> 0.1 * value;
                            };
        }
        return values;
    }

    private static double weightScale(Shape shape) {
        return shape.dimension() == 1 ? 0.01 : Math.sqrt(3.0 / shape.slice(1).size());
    }
}
