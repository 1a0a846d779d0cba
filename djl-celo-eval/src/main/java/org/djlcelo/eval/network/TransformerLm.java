package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoder-only transformer without positions; keys have 32 numbers per head whatever the width.
 *
 * <p>Source: task specification, section 3.2; learned_optimization, {@code tasks/transformer.py}.
 * Inputs: tokens [batch, length] (integers), what is added to the attention logits [batch, 1,
 * length, length], and with dropout two factors [batch, length, width] per layer, 0 or 1/(1 -
 * rate): the draws come with the batch, so that a run can be repeated. Output: logits [batch *
 * length, vocabulary].
 */
public final class TransformerLm extends FunctionalBlock {

    private static final int KEY_SIZE = 32;
    private static final int WIDENING = 4;
    private static final float EPSILON = 1e-5f;

    private final Parameter embedding;
    private final List<Layer> layers = new ArrayList<>();
    private final Norm finalNorm;
    private final Dense head;

    private record Layer(Norm norm1, Attention attention, Norm norm2, Dense widen, Dense narrow) {}

    /**
     * Creates the network.
     *
     * @param tokens tokens of a batch, for the output's shape
     * @param vocabulary the size of the vocabulary
     * @param width numbers per token
     * @param layerCount layers
     * @param heads attention heads of each layer
     */
    @SuppressWarnings("this-escape")
    public TransformerLm(int tokens, int vocabulary, int width, int layerCount, int heads) {
        super(new Shape(tokens, vocabulary));
        embedding = weight("embedding", Distribution.truncatedNormal(1), vocabulary, width);
        double gain = 2.0 / layerCount;
        Distribution fromWidth = Distribution.varianceScaling(gain, width);
        long all = (long) heads * KEY_SIZE;
        long wide = (long) WIDENING * width;
        for (int i = 0; i < layerCount; i++) {
            String name = "layer" + i;
            layers.add(
                    new Layer(
                            norm(name + "/norm1", width, EPSILON),
                            new Attention(
                                    dense(name + "/query", width, all, fromWidth),
                                    dense(name + "/key", width, all, fromWidth),
                                    dense(name + "/value", width, all, fromWidth),
                                    dense(
                                            name + "/output",
                                            all,
                                            width,
                                            Distribution.varianceScaling(gain, all)),
                                    heads),
                            norm(name + "/norm2", width, EPSILON),
                            dense(name + "/widen", width, wide, fromWidth),
                            dense(
                                    name + "/narrow",
                                    wide,
                                    width,
                                    Distribution.varianceScaling(gain, wide))));
        }
        finalNorm = norm("norm", width, EPSILON);
        head = dense("head", width, vocabulary, Distribution.HAIKU);
    }

    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray h =
                Embedding.embedding(inputs.head(), values.of(embedding), SparseFormat.DENSE)
                        .singletonOrThrow();
        int factor = 2;
        for (Layer layer : layers) {
            NDArray heard =
                    layer.attention.apply(values, layer.norm1.apply(values, h), inputs.get(1));
            h = h.add(dropped(heard, inputs, factor++));
            NDArray wide = layer.widen.apply(values, layer.norm2.apply(values, h));
            NDArray thought = layer.narrow.apply(values, Gelu.apply(wide));
            h = h.add(dropped(thought, inputs, factor++));
        }
        return head.apply(values, finalNorm.apply(values, h).reshape(-1, head.in()));
    }

    private static NDArray dropped(NDArray x, NDList inputs, int factor) {
        return factor < inputs.size() ? x.mul(inputs.get(factor)) : x;
    }
}
