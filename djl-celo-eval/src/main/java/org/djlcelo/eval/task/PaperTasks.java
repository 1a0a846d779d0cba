package org.djlcelo.eval.task;

import java.util.List;

/**
 * The 17 evaluation tasks of the paper (section 5.3 and task specification, section 2), as the
 * official code has them; where the paper's text differs, the code counts:
 *
 * <ul>
 *   <li>{@code cifar100-conv} has no norm; the paper's appendix says layer norm;
 *   <li>in the convolutional networks a norm follows the activation;
 *   <li>{@code lm1b-transformer-5} has one layer; the paper's section 5.3 says two;
 *   <li>{@code fashion-mnist-lopt} takes the exact gradient of one training; the paper says PES of
 *       two;
 *   <li>the ViTs see four patches and a class token; the transformers have no positions;
 *   <li>batch norm takes the batch's statistics, and dropout drops, in evaluation too.
 * </ul>
 */
final class PaperTasks {

    static final EvalTask FASHION_MNIST_LOPT =
            new MetaTask(
                    "fashion-mnist-lopt",
                    1,
                    "task 17, LOpt_AdafacMLPLOpt_FashionMnist_50: a learned optimizer (Adafac-MLP)"
                            + " is trained by what it makes of a 64-32-10 MLP on fashion-mnist in"
                            + " 50 steps of batch 128, exact gradient",
                    "fashion-mnist",
                    128,
                    50);

    /** All, in the specification's order. */
    static final List<EvalTask> ALL =
            List.of(
                    PaperImageTasks.FASHION_MNIST_MLP,
                    PaperImageTasks.CIFAR10_MLP_LAYERNORM,
                    PaperImageTasks.CIFAR10_MLP_TANH,
                    PaperImageTasks.CIFAR10_CONV,
                    PaperImageTasks.CIFAR10_CONV_BATCHNORM,
                    PaperImageTasks.CIFAR10_CONV_LAYERNORM,
                    PaperImageTasks.CIFAR100_CONV,
                    PaperImageTasks.CIFAR100_VIT_WIDE,
                    PaperImageTasks.CIFAR100_VIT_DEEP,
                    PaperLanguageTasks.LM1B_TRANSFORMER_0,
                    PaperLanguageTasks.LM1B_TRANSFORMER_2,
                    PaperLanguageTasks.LM1B_TRANSFORMER_5,
                    PaperImageTasks.CIFAR10_AE,
                    PaperImageTasks.MNIST_AE,
                    PaperLanguageTasks.LM1B_LSTM,
                    PaperLanguageTasks.WIKIPEDIA_LSTM,
                    FASHION_MNIST_LOPT);

    /** Those that two cores train in minutes, but for the convolutions. */
    static final List<EvalTask> STANDARD =
            List.of(
                    PaperImageTasks.FASHION_MNIST_MLP,
                    PaperImageTasks.CIFAR10_MLP_LAYERNORM,
                    PaperImageTasks.CIFAR10_MLP_TANH,
                    PaperImageTasks.CIFAR10_CONV,
                    PaperLanguageTasks.LM1B_TRANSFORMER_0,
                    PaperLanguageTasks.LM1B_TRANSFORMER_2,
                    PaperImageTasks.CIFAR10_AE,
                    PaperImageTasks.MNIST_AE,
                    FASHION_MNIST_LOPT);

    private PaperTasks() {}
}
