package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import java.util.Arrays;

/**
 * Embedding, one LSTM whose initial state is learned, dense layer.
 *
 * <p>Source: task specification, section 3.3; learned_optimization, {@code tasks/fixed/rnn_lm.py},
 * and haiku's LSTM: one weight for [input ; state], gates in the order i, g, f, o, and 1 added to f
 * at run time. Input: tokens [batch, length] (integers); output: logits [batch * length,
 * vocabulary].
 */
public final class LstmLm extends FunctionalBlock {

    private static final int GATES = 4;

    private final int embed;
    private final int hidden;
    private final Parameter embedding;
    private final Dense gates;
    private final Parameter initialHidden;
    private final Parameter initialCell;
    private final Dense head;

    /**
     * Creates the network.
     *
     * @param tokens tokens of a batch, for the output's shape
     * @param vocabulary the size of the vocabulary
     * @param embed numbers per token
     * @param hidden the state's size
     */
    @SuppressWarnings("this-escape")
    public LstmLm(int tokens, int vocabulary, int embed, int hidden) {
        super(new Shape(tokens, vocabulary));
        this.embed = embed;
        this.hidden = hidden;
        embedding = weight("embedding", Distribution.truncatedNormal(1), vocabulary, embed);
        initialHidden = weight("initial_hidden", Initializer.ZEROS, 1, hidden);
        initialCell = weight("initial_cell", Initializer.ZEROS, 1, hidden);
        gates = dense("lstm", embed + hidden, (long) GATES * hidden, Distribution.HAIKU);
        head = dense("head", hidden, vocabulary, Distribution.HAIKU);
    }

    /** The inputs' part of all gates is one product for all steps; only the state's is repeated. */
    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray tokens = inputs.head();
        long batch = tokens.getShape().get(0);
        long length = tokens.getShape().get(1);
        NDArray x =
                Embedding.embedding(tokens, values.of(embedding), SparseFormat.DENSE)
                        .singletonOrThrow();
        NDArray weight = values.of(gates.weight());
        NDArray bias = values.of(gates.bias()).add(forgetOne(tokens));
        NDArray fromInputs = Linear.linear(x, columns(weight, 0, embed), bias).singletonOrThrow();
        NDArray fromState = columns(weight, embed, embed + hidden).transpose();
        NDArray h = values.of(initialHidden).broadcast(batch, hidden);
        NDArray c = values.of(initialCell).broadcast(batch, hidden);
        NDList states = new NDList();
        for (long t = 0; t < length; t++) {
            NDArray z = fromInputs.get(new NDIndex().addAllDim().addIndices(t));
            NDList gate = z.add(h.matMul(fromState)).split(GATES, 1);
            NDArray kept = Activation.sigmoid(gate.get(2)).mul(c);
            c = kept.add(Activation.sigmoid(gate.get(0)).mul(Activation.tanh(gate.get(1))));
            h = Activation.sigmoid(gate.get(3)).mul(Activation.tanh(c));
            states.add(h);
        }
        return head.apply(values, NDArrays.stack(states, 1).reshape(batch * length, hidden));
    }

    private static NDArray columns(NDArray matrix, long from, long to) {
        return matrix.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }

    private NDArray forgetOne(NDArray like) {
        float[] ones = new float[GATES * hidden];
        Arrays.fill(ones, 2 * hidden, 3 * hidden, 1);
        return like.getManager().create(ones);
    }
}
