package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import java.util.stream.Collectors;

/**
 * The oracle of {@link AdafacTraining}: the same function as differentiable operations, so that the
 * engine's own backward pass gives the gradient.
 *
 * <p>Takes the same inputs, and its parameters have the same names.
 */
final class AdafacGraph extends FunctionalBlock {

    private static final int WIDTH = 4;
    private static final int OUTPUTS = 2;
    private static final double[] TIMES = {1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5};
    private static final double[] MOMENTUM_DECAYS = {0.9, 0.99, 0.999};
    private static final double[] SQUARE_DECAYS = {0.999};
    private static final float WORST_LOSS = (float) (1.5 * Math.log(InnerMlp.OUT));

    private final Parameter momentumDecays;
    private final Parameter squareDecays;
    private final Parameter factorDecays;
    private final Dense first;
    private final Dense second;
    private final Dense third;

    AdafacGraph() {
        super(new Shape());
        momentumDecays = weight("momentum_decays", Initializer.ZEROS, MOMENTUM_DECAYS.length);
        squareDecays = weight("rms_decays", Initializer.ZEROS, SQUARE_DECAYS.length);
        factorDecays = weight("adafactor_decays", Initializer.ZEROS, MOMENTUM_DECAYS.length);
        first = dense("layer0", AdafacRule.FEATURES + TIMES.length, WIDTH, Distribution.HAIKU);
        second = dense("layer1", WIDTH, WIDTH, Distribution.HAIKU);
        third = dense("layer2", WIDTH, OUTPUTS, Distribution.HAIKU);
    }

    /**
     * The whole training. Each step lets go of what is only needed inside it: in training the
     * engine keeps what the backward pass needs, in evaluation the next step finds its memory in
     * the cache.
     */
    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray parameters = withBiasColumns(inputs.get(0));
        NDArray images = withOnes(inputs.get(1));
        NDArray labels = shares(inputs.get(2));
        int steps = Math.toIntExact(images.getShape().get(0));
        InnerMlp mlp = new InnerMlp(images, images.getShape().get(1));
        AdafacRule rule = new AdafacRule(weights(values, images.getManager()));
        NDList timeBiases = timeBiases(values, images.getManager(), steps);
        NDList losses = new NDList();
        for (int t = 0; t < steps; t++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                InnerMlp.Pass pass = mlp.pass(parameters, images.get(t), labels.get(t));
                losses.add(pass.loss());
                parameters = rule.update(parameters, pass, timeBiases.get(t));
                NDScope.unregister(pass.loss(), parameters);
                rule.keepAccumulators();
            }
        }
        NDArray all = NDArrays.stack(losses);
        NDArray worst = images.getManager().full(all.getShape(), WORST_LOSS);
        return NDArrays.where(all.isNaN(), worst, all.minimum(worst)).mean();
    }

    /** Each bias becomes the last column of its weights: [1, SIZE]. */
    private static NDArray withBiasColumns(NDArray start) {
        long first = InnerMlp.HIDDEN * InnerMlp.IN;
        long second = first + InnerMlp.OUT * InnerMlp.HIDDEN;
        NDList parts = start.split(new long[] {first, second, second + InnerMlp.HIDDEN});
        return joined(parts.get(0), parts.get(2), InnerMlp.HIDDEN)
                .concat(joined(parts.get(1), parts.get(3), InnerMlp.OUT))
                .reshape(1, InnerMlp.SIZE);
    }

    private static NDArray joined(NDArray weights, NDArray bias, long units) {
        return weights.reshape(units, -1).concat(bias.reshape(units, 1), 1).flatten();
    }

    /** A last column of ones: [steps, batch, IN + 1]. */
    private static NDArray withOnes(NDArray images) {
        Shape shape = images.getShape();
        return images.concat(images.getManager().ones(new Shape(shape.get(0), shape.get(1), 1)), 2);
    }

    /** 1/batch at the class: [steps, batch, OUT]. */
    private static NDArray shares(NDArray labels) {
        return labels.oneHot(InnerMlp.OUT).div(labels.getShape().get(1));
    }

    private AdafacRule.Weights weights(Values values, NDManager manager) {
        NDArray zero = manager.create(0f);
        NDArray one = manager.create(1f);
        return new AdafacRule.Weights(
                decay(manager, decays(values.of(momentumDecays), manager, MOMENTUM_DECAYS)),
                decay(
                        manager,
                        decays(values.of(squareDecays), manager, SQUARE_DECAYS)
                                .maximum(zero)
                                .minimum(one)),
                decay(
                        manager,
                        decays(values.of(factorDecays), manager, MOMENTUM_DECAYS)
                                .maximum(zero)
                                .minimum(one)),
                values.of(first.weight()),
                values.of(second.weight()),
                values.of(second.bias()).reshape(-1, 1),
                values.of(third.weight()),
                values.of(third.bias()).reshape(-1, 1));
    }

    private static AdafacRule.Decay decay(NDManager manager, NDArray kept) {
        NDArray column = kept.reshape(-1, 1);
        return new AdafacRule.Decay(column, manager.create(1f).sub(column));
    }

    /** 1 - exp(10 (ln(1 - d)/10 + offset)). */
    private static NDArray decays(NDArray offsets, NDManager manager, double[] initial) {
        float[] logs = new float[initial.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) (Math.log(1 - initial[i]) / 10);
        }
        NDArray rest = manager.create(logs).add(offsets).mul(manager.create(10f)).exp();
        return manager.create(1f).sub(rest);
    }

    /** What the time features, which do not depend on the parameter, add to the first layer. */
    private NDList timeBiases(Values values, NDManager manager, int steps) {
        float[] features = new float[steps * TIMES.length];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < TIMES.length; i++) {
                features[t * TIMES.length + i] = (float) Math.tanh(t / TIMES[i] - 1);
            }
        }
        NDArray timeWeights =
                values.of(first.weight())
                        .get(
                                new NDIndex()
                                        .addAllDim()
                                        .addSliceDim(AdafacRule.FEATURES, first.in()));
        return Linear.linear(
                        manager.create(features, new Shape(steps, TIMES.length)),
                        timeWeights,
                        values.of(first.bias()))
                .singletonOrThrow()
                .reshape(steps, first.out(), 1)
                .split(steps)
                .stream()
                .map(bias -> bias.reshape(first.out(), 1))
                .collect(Collectors.toCollection(NDList::new));
    }
}
