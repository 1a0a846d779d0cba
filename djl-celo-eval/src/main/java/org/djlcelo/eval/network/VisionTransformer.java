package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;

/**
 * ViT on 32x32 colour images with patches of 16x16: four patches and a class token.
 *
 * <p>Source: task specification, section 3.1; vision_transformer, {@code models_vit.py}, with
 * flax's attention, whose weights keep an axis for the heads. The head starts at zero, so the first
 * loss is ln(classes) exactly. Input: images [batch, 32, 32, 3].
 */
public final class VisionTransformer extends FunctionalBlock {

    private static final int PATCH = 16;
    private static final int PATCHES = 4;
    private static final int COLOURS = 3;
    private static final float EPSILON = 1e-6f;
    private static final Shape STRIDE = new Shape(PATCH, PATCH);
    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final Shape NO_DILATION = new Shape(1, 1);

    private final int hidden;
    private final Parameter patchWeight;
    private final Parameter patchBias;
    private final Parameter classToken;
    private final Parameter positions;
    private final List<Layer> layers = new ArrayList<>();
    private final Norm finalNorm;
    private final Dense head;

    private record Layer(Norm norm1, Attention attention, Norm norm2, Dense widen, Dense narrow) {}

    /**
     * Creates the network.
     *
     * @param batch images of a batch
     * @param size its measures
     * @param classes outputs
     */
    @SuppressWarnings("this-escape")
    public VisionTransformer(int batch, Size size, int classes) {
        super(new Shape(batch, classes));
        hidden = size.hidden();
        int patch = PATCH * PATCH * COLOURS;
        patchWeight =
                weight(
                        "patch/weight",
                        Distribution.varianceScaling(1, patch),
                        hidden,
                        COLOURS,
                        PATCH,
                        PATCH);
        patchBias = parameter("patch/bias", Parameter.Type.BIAS, Initializer.ZEROS, hidden);
        classToken = weight("class", Initializer.ZEROS, 1, 1, hidden);
        positions = weight("positions", Distribution.normal(0.02), 1, PATCHES + 1, hidden);
        for (int i = 0; i < size.layers(); i++) {
            layers.add(layer("layer" + i, size));
        }
        finalNorm = norm("norm", hidden, EPSILON);
        head =
                new Dense(
                        weight("head/weight", Initializer.ZEROS, classes, hidden),
                        parameter("head/bias", Parameter.Type.BIAS, Initializer.ZEROS, classes),
                        hidden,
                        classes);
    }

    /**
     * The measures of a ViT.
     *
     * @param hidden numbers per token
     * @param layers layers
     * @param heads attention heads of each layer
     * @param mlp the width of each layer's MLP
     */
    public record Size(int hidden, int layers, int heads, int mlp) {}

    private Layer layer(String name, Size size) {
        return new Layer(
                norm(name + "/norm1", hidden, EPSILON),
                new Attention(
                        toHeads(name + "/query", size),
                        toHeads(name + "/key", size),
                        toHeads(name + "/value", size),
                        fromHeads(name + "/output", size),
                        size.heads()),
                norm(name + "/norm2", hidden, EPSILON),
                mlp(name + "/widen", hidden, size.mlp()),
                mlp(name + "/narrow", size.mlp(), hidden));
    }

    private Dense toHeads(String name, Size size) {
        long each = hidden / size.heads();
        return new Dense(
                weight(name + "/weight", xavier(hidden, hidden), size.heads(), each, hidden),
                parameter(
                        name + "/bias", Parameter.Type.BIAS, Initializer.ZEROS, size.heads(), each),
                hidden,
                hidden);
    }

    private Dense fromHeads(String name, Size size) {
        long each = hidden / size.heads();
        return new Dense(
                weight(name + "/weight", xavier(hidden, hidden), hidden, size.heads(), each),
                parameter(name + "/bias", Parameter.Type.BIAS, Initializer.ZEROS, hidden),
                hidden,
                hidden);
    }

    private Dense mlp(String name, long in, long out) {
        return new Dense(
                weight(name + "/weight", xavier(in, out), out, in),
                parameter(name + "/bias", Parameter.Type.BIAS, Distribution.normal(1e-6), out),
                in,
                out);
    }

    private static Distribution xavier(long in, long out) {
        return Distribution.xavierUniform(in, out);
    }

    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray images = inputs.head();
        long batch = images.getShape().get(0);
        NDArray grid =
                Conv2d.conv2d(
                                images.transpose(0, 3, 1, 2),
                                values.of(patchWeight),
                                values.of(patchBias),
                                STRIDE,
                                NO_PADDING,
                                NO_DILATION)
                        .singletonOrThrow();
        NDArray patches = grid.reshape(batch, hidden, PATCHES).transpose(0, 2, 1);
        NDArray first = values.of(classToken).broadcast(batch, 1, hidden);
        NDArray x = NDArrays.concat(new NDList(first, patches), 1).add(values.of(positions));
        for (Layer layer : layers) {
            x = x.add(layer.attention.apply(values, layer.norm1.apply(values, x), null));
            NDArray wide = layer.widen.apply(values, layer.norm2.apply(values, x));
            x = x.add(layer.narrow.apply(values, Gelu.apply(wide)));
        }
        NDArray answer = x.get(new NDIndex().addAllDim().addIndices(0));
        return head.apply(values, finalNorm.apply(values, answer));
    }
}
