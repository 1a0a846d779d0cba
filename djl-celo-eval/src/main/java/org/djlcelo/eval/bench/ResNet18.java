package org.djlcelo.eval.bench;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet-18 for images of 32x32: 3x3 stem, eight units of two 3x3 convolutions (He et al., arXiv
 * 1512.03385, table 1).
 *
 * <p>{@link ResNetV1}'s builder makes bottleneck units of its 18 layers, a network of another shape
 * with a fraction of the parameters; here its plain units are put together as the paper does. As in
 * DJL's networks for small images, no norm follows the stem and every stage begins with a projected
 * shortcut.
 */
final class ResNet18 {

    private static final int[] FILTERS = {64, 128, 256, 512};
    private static final int COLOURS = 3;
    private static final int CLASSES = 10;
    private static final float NORM_MOMENTUM = 0.9f;

    private ResNet18() {}

    /** The shapes of the parameters that are trained. */
    static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        int inputs = FILTERS[0];
        shapes.add(new Shape(inputs, COLOURS, 3, 3));
        for (int filters : FILTERS) {
            addConvolution(shapes, filters, inputs, 3);
            addConvolution(shapes, filters, filters, 3);
            addConvolution(shapes, filters, inputs, 1);
            addConvolution(shapes, filters, filters, 3);
            addConvolution(shapes, filters, filters, 3);
            inputs = filters;
        }
        shapes.add(new Shape(CLASSES, inputs));
        shapes.add(new Shape(CLASSES));
        return shapes;
    }

    /** A convolution without bias and the norm behind it. */
    private static void addConvolution(List<Shape> shapes, int outputs, int inputs, int window) {
        shapes.add(new Shape(outputs, inputs, window, window));
        shapes.add(new Shape(outputs));
        shapes.add(new Shape(outputs));
    }

    /** The network. */
    static SequentialBlock block() {
        SequentialBlock block =
                new SequentialBlock()
                        .add(
                                Conv2d.builder()
                                        .setKernelShape(new Shape(3, 3))
                                        .setFilters(FILTERS[0])
                                        .optPadding(new Shape(1, 1))
                                        .optBias(false)
                                        .build());
        for (int filters : FILTERS) {
            Shape stride = filters == FILTERS[0] ? new Shape(1, 1) : new Shape(2, 2);
            block.add(ResNetV1.residualUnit(filters, stride, false, false, NORM_MOMENTUM));
            block.add(ResNetV1.residualUnit(filters, new Shape(1, 1), true, false, NORM_MOMENTUM));
        }
        return block.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(CLASSES).build());
    }
}
