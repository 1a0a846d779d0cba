package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;

/**
 * Three 3x3 convolutions of 32, 64 and 64 filters, the first of stride 2, the mean over positions
 * and a dense layer; the order is convolution, ReLU, norm.
 *
 * <p>Source: task specification, rows 4 to 7; learned_optimization, {@code tasks/fixed/conv.py}.
 * Images are [batch, 32, 32, 3]. They are never rearranged: seen with the channels first they have
 * the layout that the engine calls "channels last", which its convolutions keep, so that a norm
 * over channels finds them side by side.
 */
public final class ConvNet extends FunctionalBlock {

    private static final int SIDE = 32;
    private static final int COLOURS = 3;
    private static final int[] FILTERS = {32, 64, 64};
    private static final float EPSILON = 1e-5f;
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    /** At the end of columns and rows: what SAME pads for stride 2 on an even number. */
    private static final Shape PAD_AFTER = new Shape(0, 0, 0, 1, 0, 1);

    /** What follows each ReLU. */
    public enum Normalization {
        /** Nothing. */
        NONE,
        /** Batch norm, always with the statistics of the batch, also in evaluation. */
        BATCH,
        /** Layer norm over the channels of each position. */
        LAYER
    }

    private final Normalization normalization;
    private final List<Layer> layers = new ArrayList<>();
    private final Dense head;

    private record Layer(Parameter weight, Parameter bias, Norm norm) {}

    /**
     * Creates the network.
     *
     * @param batch images of a batch
     * @param normalization what follows each ReLU
     * @param classes outputs
     */
    @SuppressWarnings("this-escape")
    public ConvNet(int batch, Normalization normalization, int classes) {
        super(new Shape(batch, classes));
        this.normalization = normalization;
        int in = COLOURS;
        for (int filters : FILTERS) {
            String name = "conv" + layers.size();
            layers.add(
                    new Layer(
                            weight(name + "/weight", Distribution.HAIKU, filters, in, 3, 3),
                            parameter(
                                    name + "/bias",
                                    Parameter.Type.BIAS,
                                    Initializer.ZEROS,
                                    filters),
                            normalization == Normalization.NONE
                                    ? null
                                    : norm(name + "/norm", filters, EPSILON)));
            in = filters;
        }
        head = dense("head", in, classes, Distribution.HAIKU);
    }

    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray padded = inputs.head().pad(PAD_AFTER, 0);
        NDArray x = conv(values, layers.get(0), padded.transpose(0, 3, 1, 2), TWO, NONE);
        x = conv(values, layers.get(1), x, ONE, ONE);
        x = conv(values, layers.get(2), x, ONE, ONE);
        long positions = SIDE / 2 * (SIDE / 2);
        NDArray last = x.transpose(0, 2, 3, 1);
        return head.apply(
                values,
                last.reshape(last.getShape().get(0), positions, head.in()).mean(new int[] {1}));
    }

    private NDArray conv(Values values, Layer layer, NDArray x, Shape stride, Shape padding) {
        NDArray y =
                Activation.relu(
                        Conv2d.conv2d(
                                        x,
                                        values.of(layer.weight),
                                        values.of(layer.bias),
                                        stride,
                                        padding,
                                        ONE)
                                .singletonOrThrow());
        return switch (normalization) {
            case NONE -> y;
            case BATCH -> batchNorm(values, layer.norm, y);
            case LAYER -> layer.norm.apply(values, y.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2);
        };
    }

    /** The running statistics are asked for by the engine and thrown away. */
    private static NDArray batchNorm(Values values, Norm norm, NDArray y) {
        NDArray scale = values.of(norm.scale());
        NDArray mean = y.getManager().zeros(scale.getShape());
        NDArray variance = y.getManager().ones(scale.getShape());
        return y.getNDArrayInternal()
                .batchNorm(
                        y,
                        mean,
                        variance,
                        scale,
                        values.of(norm.offset()),
                        -1,
                        0.9f,
                        norm.epsilon(),
                        true)
                .singletonOrThrow();
    }
}
