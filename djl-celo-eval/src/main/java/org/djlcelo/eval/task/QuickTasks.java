package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;

/** The quick suite: three networks on letters A to J, 1 to 4 ms a step, 1000 steps. */
final class QuickTasks {

    private static final int BATCH = 64;
    private static final ImagePipeline GREY_28 = new ImagePipeline(28, 28, Colour.GREY);
    private static final Shape FLAT = new Shape(BATCH, 784);
    private static final Shape IMAGE = new Shape(BATCH, 1, 28, 28);

    static final EvalTask MLP =
            new ImageTask(
                    "letters-mlp",
                    1,
                    "ReLU MLP 784-64-64-10 names letters A to J, batch 64, cross-entropy",
                    "letters",
                    GREY_28,
                    FLAT,
                    Objective.CLASSIFY,
                    () -> Networks.reluMlp(64, 64, 10));

    static final EvalTask CONV =
            new ImageTask(
                    "letters-conv",
                    1,
                    "two 3x3 convolutions (8 and 16 filters, stride 2) and a dense layer name"
                            + " letters A to J, batch 64, cross-entropy",
                    "letters",
                    GREY_28,
                    IMAGE,
                    Objective.CLASSIFY,
                    () -> Networks.smallConv(8, 16, 10));

    static final EvalTask AUTO_ENCODER =
            new ImageTask(
                    "letters-ae",
                    1,
                    "ReLU auto-encoder 784-64-16-64-784 reproduces letters, batch 64, squared error",
                    "letters",
                    GREY_28,
                    FLAT,
                    Objective.RECONSTRUCT,
                    () -> Networks.reluMlp(64, 16, 64, 784));

    static final List<EvalTask> ALL = List.of(MLP, CONV, AUTO_ENCODER);

    private QuickTasks() {}
}
