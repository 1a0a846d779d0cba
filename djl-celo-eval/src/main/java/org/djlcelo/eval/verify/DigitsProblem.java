package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.function.Supplier;

/** Networks on the recorded digits with the recorded batches. */
final class DigitsProblem implements Problem {

    private static final int CLASSES = 10;
    private static final int PIXELS = 64;
    private static final int SIDE = 8;

    private final GoldenFile file;
    private final GoldenFile digits;
    private final Supplier<Block> network;
    private final List<String> parameterNames;
    private final Shape inputShape;

    private DigitsProblem(
            GoldenFile file,
            GoldenFile digits,
            Supplier<Block> network,
            List<String> parameterNames,
            Shape sampleShape) {
        this.file = file;
        this.digits = digits;
        this.network = network;
        this.parameterNames = parameterNames;
        this.inputShape = new Shape(file.get("batch_indices").shape()[1]).addAll(sampleShape);
    }

    /** 64-32-10 with ReLU. */
    static DigitsProblem mlp(GoldenFile file, GoldenFile digits) {
        return new DigitsProblem(
                file,
                digits,
                () ->
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(32).build())
                                .add(Activation.reluBlock())
                                .add(Linear.builder().setUnits(CLASSES).build()),
                List.of("w0", "b0", "w1", "b1"),
                new Shape(PIXELS));
    }

    /** Two convolutions with ReLU, the second of stride 2, mean over positions, a dense layer. */
    static DigitsProblem conv(GoldenFile file, GoldenFile digits) {
        return new DigitsProblem(
                file,
                digits,
                () ->
                        new SequentialBlock()
                                .add(conv(8, 1))
                                .add(Activation.reluBlock())
                                .add(conv(16, 2))
                                .add(Activation.reluBlock())
                                .add(Pool.globalAvgPool2dBlock())
                                .add(Linear.builder().setUnits(CLASSES).build()),
                List.of("conv0_w", "conv0_b", "conv1_w", "conv1_b", "dense_w", "dense_b"),
                new Shape(1, SIDE, SIDE));
    }

    private static Block conv(int filters, int stride) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(filters)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(1, 1))
                .build();
    }

    @Override
    public Block newBlock() {
        return network.get();
    }

    @Override
    public List<String> parameterNames() {
        return parameterNames;
    }

    @Override
    public Shape[] inputShapes() {
        return new Shape[] {inputShape};
    }

    @Override
    public Loss newLoss() {
        return Loss.softmaxCrossEntropyLoss();
    }

    @Override
    public Batch batch(NDManager manager, int step) {
        float[] rows = file.get("batch_indices").at(step);
        float[] pixels = new float[rows.length * PIXELS];
        long[] labels = new long[rows.length];
        GoldenArray images = digits.get("images");
        GoldenArray classes = digits.get("labels");
        for (int i = 0; i < rows.length; i++) {
            int row = (int) rows[i];
            System.arraycopy(images.values(), row * PIXELS, pixels, i * PIXELS, PIXELS);
            labels[i] = (long) classes.values()[row];
        }
        return new Batch(
                new NDList(manager.create(pixels, inputShape)), new NDList(manager.create(labels)));
    }
}
