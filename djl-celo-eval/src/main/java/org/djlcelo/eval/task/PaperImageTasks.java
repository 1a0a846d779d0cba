package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.function.Supplier;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.eval.network.ConvNet;
import org.djlcelo.eval.network.ConvNet.Normalization;
import org.djlcelo.eval.network.VisionTransformer;

/** Those of the {@link PaperTasks} that look at images. */
final class PaperImageTasks {

    private static final int BATCH = 128;
    private static final int CIFAR_SIZE = 32 * 32 * 3;
    private static final int MNIST_SIZE = 28 * 28;
    private static final ImagePipeline COLOUR_32 = new ImagePipeline(32, 32, Colour.KEEP);
    private static final ImagePipeline GREY_28 = new ImagePipeline(28, 28, Colour.GREY);
    private static final Shape COLOUR_IMAGES = new Shape(BATCH, 32, 32, 3);

    static final EvalTask FASHION_MNIST_MLP =
            flat(
                    "fashion-mnist-mlp",
                    "task 1, ImageMLP_FashionMnist_Relu128x128: ReLU MLP 784-128-128-10",
                    "fashion-mnist",
                    BATCH,
                    Objective.CLASSIFY,
                    () -> Networks.reluMlp(128, 128, 10));

    static final EvalTask CIFAR10_MLP_LAYERNORM =
            flat(
                    "cifar10-mlp-layernorm",
                    "task 2, ImageMLP_Cifar10_128x128x128_LayerNorm_Relu: MLP 3072-128-128-128-10,"
                            + " layer norm before each ReLU",
                    "cifar10",
                    BATCH,
                    Objective.CLASSIFY,
                    () -> Networks.layerNormMlp(128, 128, 128, 10));

    static final EvalTask CIFAR10_MLP_TANH =
            flat(
                    "cifar10-mlp-tanh",
                    "task 3, ImageMLP_Cifar10_128x128x128_Tanh_bs128: tanh MLP"
                            + " 3072-128-128-128-10",
                    "cifar10",
                    BATCH,
                    Objective.CLASSIFY,
                    () -> Networks.tanhMlp(128, 128, 128, 10));

    static final EvalTask CIFAR10_CONV =
            colour(
                    "cifar10-conv",
                    "task 4, Conv_Cifar10_32x64x64: three 3x3 convolutions",
                    "cifar10",
                    () -> new ConvNet(BATCH, Normalization.NONE, 10));

    static final EvalTask CIFAR10_CONV_BATCHNORM =
            colour(
                    "cifar10-conv-batchnorm",
                    "task 5, Conv_Cifar10_32x64x64_batchnorm: three 3x3 convolutions, batch norm",
                    "cifar10",
                    () -> new ConvNet(BATCH, Normalization.BATCH, 10));

    static final EvalTask CIFAR10_CONV_LAYERNORM =
            colour(
                    "cifar10-conv-layernorm",
                    "task 6, Conv_Cifar10_32x64x64_layernorm: three 3x3 convolutions, layer norm",
                    "cifar10",
                    () -> new ConvNet(BATCH, Normalization.LAYER, 10));

    static final EvalTask CIFAR100_CONV =
            colour(
                    "cifar100-conv",
                    "task 7, Conv_Cifar100_32x64x64: three 3x3 convolutions",
                    "cifar100",
                    () -> new ConvNet(BATCH, Normalization.NONE, 100));

    static final EvalTask CIFAR100_VIT_WIDE =
            colour(
                    "cifar100-vit-wide",
                    "task 8, VIT_Cifar100_wideshallow: ViT of width 384, 6 layers",
                    "cifar100",
                    vit(new VisionTransformer.Size(384, 6, 6, 1536)));

    static final EvalTask CIFAR100_VIT_DEEP =
            colour(
                    "cifar100-vit-deep",
                    "task 9, VIT_Cifar100_skinnydeep: ViT of width 128, 10 layers",
                    "cifar100",
                    vit(new VisionTransformer.Size(128, 10, 4, 512)));

    static final EvalTask CIFAR10_AE =
            flat(
                    "cifar10-ae",
                    "task 13, ImageMLPAE_Cifar10_128x32x128_bs256: ReLU auto-encoder"
                            + " 3072-128-32-128-3072",
                    "cifar10",
                    2 * BATCH,
                    Objective.RECONSTRUCT,
                    () -> Networks.reluMlp(128, 32, 128, CIFAR_SIZE));

    static final EvalTask MNIST_AE =
            flat(
                    "mnist-ae",
                    "task 14, ImageMLPAE_Mnist_128x32x128_bs128: ReLU auto-encoder"
                            + " 784-128-32-128-784",
                    "mnist",
                    BATCH,
                    Objective.RECONSTRUCT,
                    () -> Networks.reluMlp(128, 32, 128, MNIST_SIZE));

    private PaperImageTasks() {}

    private static EvalTask flat(
            String name,
            String summary,
            String dataSet,
            int batch,
            Objective objective,
            Supplier<Block> network) {
        boolean colour = dataSet.startsWith("cifar");
        String goal =
                objective == Objective.CLASSIFY ? "cross-entropy" : "squared error of the sigmoid";
        return new ImageTask(
                name,
                1,
                summary + " on " + dataSet + ", batch " + batch + ", " + goal,
                dataSet,
                ImageCut.PAPER,
                colour ? COLOUR_32 : GREY_28,
                new Shape(batch, colour ? CIFAR_SIZE : MNIST_SIZE),
                objective,
                network);
    }

    private static EvalTask colour(
            String name, String summary, String dataSet, Supplier<Block> network) {
        return new ImageTask(
                name,
                1,
                summary + " on " + dataSet + ", batch " + BATCH + ", cross-entropy",
                dataSet,
                ImageCut.PAPER,
                COLOUR_32,
                COLOUR_IMAGES,
                Objective.CLASSIFY,
                network);
    }

    private static Supplier<Block> vit(VisionTransformer.Size size) {
        return () -> new VisionTransformer(BATCH, size, 100);
    }
}
