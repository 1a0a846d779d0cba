package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * The learned update rule Adafac-MLP for {@link InnerMlp}'s parameters, as differentiable
 * operations.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code
 * learned_optimizers/adafac_mlp_lopt.py}. All four tensors are updated together, one column per
 * parameter: [features, SIZE]. What a column needs of its tensor (statistics, mean squares) is
 * looked up in small tables. In the table of features, row and column take turns, decay by decay.
 *
 * <pre>
 * features   g  p  m  v  m/√v  1/√v  row, column  1/√row, 1/√column  fac_g  fac_m
 * rows       1  1  3  1   3     1         6               6            3      3
 * </pre>
 */
final class AdafacRule {

    static final int FEATURES = 28;

    /** The columns of the first layer's weights, in the reference's order, for the order above. */
    private static final long[] FIRST_LAYER_COLUMNS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 14, 17, 15, 18, 19, 22, 20, 23, 21, 24, 10, 11, 12,
        25, 26, 27
    };

    private final Weights weights;
    private final AdafacConstants constants;
    private final NDArray featureWeights;

    private NDArray momenta;
    private NDArray square;
    private NDArray statistics;

    /**
     * The rule's parameters during a forward pass.
     *
     * @param momentum decays of the three momenta
     * @param square decay of the second moment
     * @param factored decays of the three factored second moments
     * @param first first layer, [4, 28 + time features]
     * @param second second layer, [4, 4]
     * @param secondBias [4, 1]
     * @param third output layer, [2, 4]
     * @param thirdBias [2, 1]
     */
    record Weights(
            Decay momentum,
            Decay square,
            Decay factored,
            NDArray first,
            NDArray second,
            NDArray secondBias,
            NDArray third,
            NDArray thirdBias) {}

    /**
     * Decays of a moving average.
     *
     * @param kept the decays, [n, 1]
     * @param added one minus the decays, [n, 1]
     */
    record Decay(NDArray kept, NDArray added) {

        NDArray average(NDArray old, NDArray now) {
            return old.mul(kept).add(now.mul(added));
        }
    }

    /** Starts with empty accumulators. */
    AdafacRule(Weights weights) {
        this.weights = weights;
        NDManager manager = weights.first.getManager();
        constants = new AdafacConstants(manager);
        NDArray picked = manager.create(FIRST_LAYER_COLUMNS).reshape(1, FEATURES);
        featureWeights = weights.first.gather(picked.repeat(0, weights.first.getShape().get(0)), 1);
        momenta = manager.zeros(new Shape(AdafacConstants.DECAYS, InnerMlp.SIZE));
        square = manager.zeros(new Shape(1, InnerMlp.SIZE));
        statistics = manager.zeros(new Shape(AdafacConstants.DECAYS, AdafacLayout.STATISTICS));
    }

    /**
     * Updates the accumulators and the parameters.
     *
     * @param parameters [1, SIZE]
     * @param gradient of the loss
     * @param timeBias what the time features add to the first layer, with its bias, [4, 1]
     * @return the new parameters
     */
    NDArray update(NDArray parameters, InnerMlp.Pass gradient, NDArray timeBias) {
        NDArray first = gradient.first();
        NDArray second = gradient.second();
        NDArray g =
                NDArrays.concat(
                        new NDList(
                                first.reshape(1, InnerMlp.FIRST),
                                second.reshape(1, InnerMlp.SECOND)),
                        1);
        momenta = weights.momentum.average(momenta, g);
        square = weights.square.average(square, g.square());
        statistics = weights.factored.average(statistics, collect(first.square(), second.square()));
        NDArray inverse = inverseRoot(square.add(constants.eps6));
        NDArray factored = factors().mul(NDArrays.concat(new NDList(g, g, g, momenta), 0));
        NDArray features =
                NDArrays.concat(
                        new NDList(
                                g,
                                parameters,
                                momenta,
                                square,
                                momenta.mul(inverse),
                                inverse,
                                statisticFeatures(),
                                factored),
                        0);
        NDList out = network(normalize(features), timeBias).split(2, 0);
        NDArray step = out.get(0).mul(out.get(1).mul(constants.step).exp()).mul(constants.step);
        return parameters.sub(step);
    }

    /** Keeps what the next step needs when the scope of this one closes. */
    void keepAccumulators() {
        NDScope.unregister(momenta, square, statistics);
    }

    /** The means of squared gradients over rows and columns, and those of biases. */
    private NDArray collect(NDArray first, NDArray second) {
        return NDArrays.concat(
                        new NDList(
                                first.matMul(constants.inputs1).reshape(1, -1),
                                constants.units1.matMul(first),
                                second.matMul(constants.inputs2).reshape(1, -1),
                                constants.units2.matMul(second)),
                        1)
                .add(constants.tiny);
    }

    /** Row and column statistics of each parameter, then their inverse roots: [12, SIZE]. */
    private NDArray statisticFeatures() {
        NDArray inverse = inverseRoot(statistics.add(constants.eps8));
        return NDArrays.concat(new NDList(statistics, inverse), 0)
                .gather(constants.statisticsOf, 1)
                .reshape(4 * AdafacConstants.DECAYS, InnerMlp.SIZE);
    }

    /**
     * What gradient and momenta are multiplied with: [6, SIZE]. For a matrix both are 1/√(row/mean)
     * · 1/√column; for a bias 1/√(v + 1e-9) and 1/√(v + 1e-6).
     */
    private NDArray factors() {
        NDArray ratio =
                statistics.div(statistics.matMul(constants.rowMeans).add(constants.rowFloor));
        NDArray floored = NDArrays.concat(new NDList(ratio, ratio), 0).add(constants.rootFloor);
        NDArray known = inverseRoot(floored.maximum(constants.eps9));
        NDArray table = NDArrays.concat(new NDList(known, constants.noFactor), 1);
        return table.gather(constants.rowFactorsOf, 1)
                .mul(table.gather(constants.columnFactorsOf, 1));
    }

    /** Divides each feature by its root mean square over the tensor. */
    private NDArray normalize(NDArray features) {
        NDArray meanSquares = features.square().matMul(constants.tensorMeans);
        NDArray inverse = inverseRoot(meanSquares.add(constants.eps5));
        return features.mul(inverse.matMul(constants.toParameters));
    }

    private NDArray network(NDArray features, NDArray timeBias) {
        NDArray first = Activation.relu(featureWeights.matMul(features).add(timeBias));
        NDArray second = Activation.relu(weights.second.matMul(first).add(weights.secondBias));
        return weights.third.matMul(second).add(weights.thirdBias);
    }

    /** In place of pow(-0.5), whose derivative is slow. */
    private NDArray inverseRoot(NDArray x) {
        return constants.one.div(x.sqrt());
    }
}
