package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;

/**
 * The quick suite: networks of half the width, or less, of three of the paper's evaluation tasks,
 * on letters A to J; 1000 steps of 1 to 4 ms.
 *
 * <p>Sizes and batch were chosen with Adam alone, so that ratios of final losses mean something: no
 * run comes near a training loss of zero (the best Adam ends at 35, 30 and 9 % of the initial
 * loss), and on every task the best of the five rates is inside the grid. Final training losses,
 * smoothed, mean over three seeds, on the 7000 embedded training samples:
 *
 * <pre>
 *                 0.001   0.003    0.01    0.03     0.1   untrained
 * letters-mlp    1.0895  0.8074  0.9503  1.6268  2.3113        2.31
 * letters-conv   1.1907  0.8464  0.6925  1.6795  2.3110        2.31
 * letters-ae     0.0167  0.0154  0.0162  0.0325  0.0529       0.179
 * </pre>
 */
final class QuickTasks {

    private static final int BATCH = 64;
    private static final ImagePipeline GREY_28 = new ImagePipeline(28, 28, Colour.GREY);
    private static final Shape FLAT = new Shape(BATCH, 784);
    private static final Shape IMAGE = new Shape(BATCH, 1, 28, 28);

    static final EvalTask MLP =
            new ImageTask(
                    "letters-mlp",
                    2,
                    "ReLU MLP 784-64-64-10 names letters A to J, batch 64, cross-entropy",
                    "letters",
                    ImageCut.ALL,
                    GREY_28,
                    FLAT,
                    Objective.CLASSIFY,
                    () -> Networks.reluMlp(64, 64, 10));

    static final EvalTask CONV =
            new ImageTask(
                    "letters-conv",
                    2,
                    "two 3x3 convolutions (8 and 16 filters, stride 2) and a dense layer name"
                            + " letters A to J, batch 64, cross-entropy",
                    "letters",
                    ImageCut.ALL,
                    GREY_28,
                    IMAGE,
                    Objective.CLASSIFY,
                    () -> Networks.smallConv(8, 16, 10));

    static final EvalTask AUTO_ENCODER =
            new ImageTask(
                    "letters-ae",
                    2,
                    "ReLU auto-encoder 784-64-16-64-784 reproduces letters, batch 64, squared error",
                    "letters",
                    ImageCut.ALL,
                    GREY_28,
                    FLAT,
                    Objective.RECONSTRUCT,
                    () -> Networks.reluMlp(64, 16, 64, 784));

    static final List<EvalTask> ALL = List.of(MLP, CONV, AUTO_ENCODER);

    private QuickTasks() {}
}
