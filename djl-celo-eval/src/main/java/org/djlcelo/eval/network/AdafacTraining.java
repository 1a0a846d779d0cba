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
import java.util.List;
import java.util.stream.Collectors;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.random.KeyedRandom;

/**
 * A learned optimizer as the network: its output is the mean loss of a training that it makes.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code tasks/fixed/lopt.py}.
 * The whole training is one differentiable function of the learned optimizer's 197 parameters, so
 * one backward pass gives the exact gradient: {@link AdafacMlp} written in differentiable
 * operations, with the same numbers. Inputs: the inner network's initial parameters [2410], images
 * with a last column of ones [steps, batch, 65], labels [steps, batch, 10] with 1/batch at the
 * class. Output: the mean over all steps of the loss before the step, each cut to [0, 1.5 ln 10].
 */
public final class AdafacTraining extends FunctionalBlock {

    /** The inner network's inputs, pixels of 8x8 images. */
    public static final int PIXELS = InnerMlp.IN;

    /** The inner network's classes. */
    public static final int CLASSES = InnerMlp.OUT;

    /** The inner network's parameters. */
    public static final int INNER_PARAMETERS = InnerMlp.SIZE;

    private static final int WIDTH = 4;
    private static final int OUTPUTS = 2;
    private static final double[] TIMES = numbers(AdafacMlp.TIMES);
    private static final double[] MOMENTUM_DECAYS = numbers(AdafacMlp.DECAYS);
    private static final double[] SQUARE_DECAYS = {AdafacMlp.SQUARE_DECAY};
    private static final float WORST_LOSS = (float) (1.5 * Math.log(InnerMlp.OUT));

    private final Parameter momentumDecays;
    private final Parameter squareDecays;
    private final Parameter factorDecays;
    private final Dense first;
    private final Dense second;
    private final Dense third;

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Creates the block. */
    @SuppressWarnings("this-escape")
    public AdafacTraining() {
        super(new Shape());
        momentumDecays = weight("momentum_decays", Initializer.ZEROS, MOMENTUM_DECAYS.length);
        squareDecays = weight("rms_decays", Initializer.ZEROS, SQUARE_DECAYS.length);
        factorDecays = weight("adafactor_decays", Initializer.ZEROS, MOMENTUM_DECAYS.length);
        first = dense("layer0", AdafacRule.FEATURES + TIMES.length, WIDTH, Distribution.HAIKU);
        second = dense("layer1", WIDTH, WIDTH, Distribution.HAIKU);
        third = dense("layer2", WIDTH, OUTPUTS, Distribution.HAIKU);
    }

    /**
     * Draws the inner network's initial values: haiku's for the weights, zeros for the biases.
     *
     * @param random the stream
     * @return all parameters in the block's order
     */
    public static float[] drawInnerParameters(KeyedRandom random) {
        float[] values = new float[InnerMlp.SIZE];
        draw(values, 0, InnerMlp.HIDDEN, InnerMlp.IN, random);
        draw(values, InnerMlp.FIRST, InnerMlp.OUT, InnerMlp.HIDDEN, random);
        return values;
    }

    private static void draw(float[] values, int at, int units, int inputs, KeyedRandom random) {
        float[] drawn = Distribution.HAIKU.draw(new Shape(units, inputs), random);
        for (int unit = 0; unit < units; unit++) {
            System.arraycopy(drawn, unit * inputs, values, at + unit * (inputs + 1), inputs);
        }
    }

    /**
     * The whole training. Each step lets go of what is only needed inside it: in training the
     * engine keeps what the backward pass needs, in evaluation the next step finds its memory in
     * the cache.
     */
    @Override
    NDArray compute(Values values, NDList inputs) {
        NDArray parameters = inputs.get(0).reshape(1, InnerMlp.SIZE);
        NDArray images = inputs.get(1);
        NDArray labels = inputs.get(2);
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
