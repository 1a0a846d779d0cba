package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;

/**
 * The learned update rule Adafac-MLP for {@link InnerMlp}'s parameters, as differentiable
 * operations.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code
 * learned_optimizers/adafac_mlp_lopt.py}. All four tensors are updated together, one row per
 * parameter: [SIZE, features]. What a row needs of its tensor (statistics, mean squares) is looked
 * up in small tables.
 *
 * <pre>
 * features   g  p  m  v  m/√v  1/√v  row  1/√row  column  1/√column  fac_g  fac_m
 * columns    1  1  3  1   3     1     3     3       3        3         3      3
 * </pre>
 */
final class AdafacRule {

    static final int FEATURES = 28;

    /** The columns of the first layer's weights, in the reference's order, for the order above. */
    private static final long[] FIRST_LAYER_COLUMNS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 19, 20, 21, 16, 17, 18, 22, 23, 24, 10, 11, 12,
        25, 26, 27
    };

    private static final int DECAYS = 3;
    private static final float STEP = 0.001f;

    private final Weights weights;
    private final NDArray featureWeights;
    private final NDArray statisticsOf;
    private final NDArray factorsOf;
    private final NDArray tensorOf;
    private final NDArray tensorMeans;
    private final NDArray rowMeans;
    private final NDArray rowFloor;
    private final NDArray rootFloor;
    private final NDArray lastFactor;
    private final NDArray one;
    private final NDArray tiny;
    private final NDArray eps6;
    private final NDArray eps8;
    private final NDArray eps9;
    private final NDArray eps5;
    private final NDArray step;

    private NDArray moments;
    private NDArray statistics;

    /**
     * The rule's parameters during a forward pass.
     *
     * @param momentDecays of the three momenta and of the second moment, [4]
     * @param factorDecays of the three factored second moments, [3]
     * @param first first layer, [4, 28 + time features]
     * @param second second layer, [4, 4]
     * @param secondBias [4]
     * @param third output layer, [2, 4]
     * @param thirdBias [2]
     */
    record Weights(
            NDArray momentDecays,
            NDArray factorDecays,
            NDArray first,
            NDArray second,
            NDArray secondBias,
            NDArray third,
            NDArray thirdBias) {}

    /** Starts with empty accumulators. */
    AdafacRule(Weights weights) {
        this.weights = weights;
        NDManager manager = weights.first.getManager();
        AdafacLayout layout = new AdafacLayout(manager);
        featureWeights =
                rows(weights.first.transpose(), manager.create(FIRST_LAYER_COLUMNS)).transpose();
        statisticsOf = layout.statistics();
        factorsOf = layout.factors();
        tensorOf = layout.tensors();
        tensorMeans = layout.tensorMeans();
        rowMeans = layout.rowMeans();
        rowFloor = layout.rowsElse(1e-9f, 1);
        rootFloor =
                NDArrays.concat(
                        new NDList(
                                layout.biasesElse(1e-9f, 0).broadcast(AdafacLayout.STATISTICS, 3),
                                layout.biasesElse(1e-6f, 0).broadcast(AdafacLayout.STATISTICS, 3)),
                        1);
        lastFactor = manager.ones(new Shape(1, 2 * DECAYS));
        one = manager.create(1f);
        tiny = manager.create(1e-30f);
        eps5 = manager.create(1e-5f);
        eps6 = manager.create(1e-6f);
        eps8 = manager.create(1e-8f);
        eps9 = manager.create(1e-9f);
        step = manager.create(STEP);
        moments = manager.zeros(new Shape(InnerMlp.SIZE, DECAYS + 1));
        statistics = manager.zeros(new Shape(AdafacLayout.STATISTICS, DECAYS));
    }

    /**
     * Updates the accumulators and the parameters.
     *
     * @param parameters [SIZE]
     * @param gradient [SIZE]
     * @param timeBias what the time features add to the first layer, with its bias, [4]
     * @return the new parameters
     */
    NDArray update(NDArray parameters, NDArray gradient, NDArray timeBias) {
        NDArray g = gradient.reshape(InnerMlp.SIZE, 1);
        NDArray square = g.square();
        moments =
                average(
                        moments,
                        NDArrays.concat(new NDList(g, g, g, square), 1),
                        weights.momentDecays);
        statistics = average(statistics, collect(square.add(tiny)), weights.factorDecays);
        NDArray m = InnerMlp.columns(moments, DECAYS);
        NDArray v = moments.get(new NDIndex().addAllDim().addSliceDim(DECAYS, DECAYS + 1));
        NDArray inverse = inverseRoot(v.add(eps6));
        NDArray features =
                NDArrays.concat(
                        new NDList(
                                g,
                                parameters.reshape(InnerMlp.SIZE, 1),
                                moments,
                                m.mul(inverse),
                                inverse,
                                statisticFeatures(),
                                factors().mul(NDArrays.concat(new NDList(g, g, g, m), 1))),
                        1);
        NDArray out = network(normalize(features), timeBias);
        NDArray direction = out.get(new NDIndex().addAllDim().addIndices(0));
        NDArray magnitude = out.get(new NDIndex().addAllDim().addIndices(1));
        return parameters.sub(direction.mul(magnitude.mul(step).exp()).mul(step));
    }

    private NDArray average(NDArray old, NDArray now, NDArray decays) {
        return old.mul(decays).add(now.mul(one.sub(decays)));
    }

    /** The means of squared gradients over rows and columns, and those of biases. */
    private static NDArray collect(NDArray squares) {
        NDArray flat = squares.reshape(InnerMlp.SIZE);
        NDArray first = InnerMlp.matrix(flat, 0, InnerMlp.FIRST, InnerMlp.HIDDEN);
        NDArray second = InnerMlp.matrix(flat, InnerMlp.FIRST, InnerMlp.SIZE, InnerMlp.OUT);
        NDArray weights1 = InnerMlp.columns(first, InnerMlp.IN);
        NDArray weights2 = InnerMlp.columns(second, InnerMlp.HIDDEN);
        int[] inputs = {1};
        int[] units = {0};
        return NDArrays.concat(
                        new NDList(
                                weights1.mean(inputs),
                                weights2.mean(inputs),
                                weights1.mean(units),
                                weights2.mean(units),
                                first.get(new NDIndex().addAllDim().addIndices(InnerMlp.IN)),
                                second.get(new NDIndex().addAllDim().addIndices(InnerMlp.HIDDEN))),
                        0)
                .reshape(AdafacLayout.STATISTICS, 1);
    }

    /** row, 1/√row, column, 1/√column of each parameter: [SIZE, 12]. */
    private NDArray statisticFeatures() {
        NDArray inverse = inverseRoot(statistics.add(eps8));
        NDArray table = NDArrays.concat(new NDList(statistics, inverse), 1);
        return rows(table, statisticsOf).reshape(InnerMlp.SIZE, 4 * DECAYS);
    }

    /**
     * What gradient and momenta are multiplied with: [SIZE, 6]. For a matrix both are 1/√(row/mean)
     * · 1/√column; for a bias 1/√(v + 1e-9) and 1/√(v + 1e-6).
     */
    private NDArray factors() {
        NDArray ratio = statistics.div(rowMeans.matMul(statistics).add(rowFloor));
        NDArray floored = NDArrays.concat(new NDList(ratio, ratio), 1).add(rootFloor);
        NDArray table =
                NDArrays.concat(new NDList(inverseRoot(floored.maximum(eps9)), lastFactor), 0);
        NDArray pairs = rows(table, factorsOf);
        return pairs.get(new NDIndex().addAllDim().addIndices(0))
                .mul(pairs.get(new NDIndex().addAllDim().addIndices(1)));
    }

    /** Divides each feature by its root mean square over the tensor. */
    private NDArray normalize(NDArray features) {
        NDArray meanSquares = tensorMeans.matMul(features.square()).add(eps5);
        return features.mul(rows(inverseRoot(meanSquares), tensorOf));
    }

    private NDArray network(NDArray features, NDArray timeBias) {
        NDArray first = Activation.relu(linear(features, featureWeights, timeBias));
        NDArray second = Activation.relu(linear(first, weights.second, weights.secondBias));
        return linear(second, weights.third, weights.thirdBias);
    }

    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    /** In place of pow(-0.5), whose derivative is slow. */
    private NDArray inverseRoot(NDArray x) {
        return one.div(x.sqrt());
    }

    private static NDArray rows(NDArray table, NDArray indices) {
        return Embedding.embedding(indices, table, SparseFormat.DENSE).singletonOrThrow();
    }
}
