package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.List;
import java.util.function.Supplier;

/** Networks of DJL's own blocks. */
final class Networks {

    private Networks() {}

    /** Dense layers with ReLU between them. */
    static Block reluMlp(int... widths) {
        return mlp(() -> List.of(Activation.reluBlock()), widths);
    }

    /** Dense layers with tanh between them. */
    static Block tanhMlp(int... widths) {
        return mlp(() -> List.of(Activation.tanhBlock()), widths);
    }

    /** Dense layers with layer norm over the units, then ReLU, between them. */
    static Block layerNormMlp(int... widths) {
        return mlp(
                () ->
                        List.of(
                                LayerNorm.builder().optEpsilon(1e-5f).build(),
                                Activation.reluBlock()),
                widths);
    }

    private static Block mlp(Supplier<List<Block>> between, int... widths) {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 0; layer < widths.length; layer++) {
            if (layer > 0) {
                block.addAll(between.get());
            }
            block.add(Linear.builder().setUnits(widths[layer]).build());
        }
        return block;
    }

    /** Two 3x3 convolutions of stride 2 with ReLU, then one dense layer to the classes. */
    static Block smallConv(int filters1, int filters2, int classes) {
        return new SequentialBlock()
                .add(halvingConv(filters1))
                .add(Activation.reluBlock())
                .add(halvingConv(filters2))
                .add(Activation.reluBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    private static Block halvingConv(int filters) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(filters)
                .optStride(new Shape(2, 2))
                .optPadding(new Shape(1, 1))
                .build();
    }
}
