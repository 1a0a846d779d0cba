package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import org.djlcelo.eval.unroll.Episode;
import org.djlcelo.eval.unroll.UnrolledTraining;
import org.djlcelo.eval.unroll.ValueAndGradient;
import org.djlcelo.random.KeyedRandom;

/**
 * A learned optimizer as the network: its output is the mean loss of a training that it makes.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code tasks/fixed/lopt.py}.
 * Inputs: the inner network's initial parameters [2410], images [steps, batch, 64], labels [steps,
 * batch] as 32-bit integers. Output: the mean over all steps of the loss before the step, each cut
 * to [0, 1.5 ln 10].
 *
 * <p>The engine sees none of the training, whose thousands of small operations would take it twenty
 * times as long: {@link UnrolledTraining} computes value and exact gradient G, and the output is an
 * expression of the parameters θ with this value and this gradient, value + (θ - θ) · G with the
 * second θ taken as a constant.
 */
public final class AdafacTraining extends FunctionalBlock {

    /** The inner network's inputs, pixels of 8x8 images. */
    public static final int PIXELS = UnrolledTraining.PIXELS;

    /** The inner network's classes. */
    public static final int CLASSES = UnrolledTraining.CLASSES;

    private static final int HIDDEN = UnrolledTraining.HIDDEN;
    private static final int FIRST = HIDDEN * PIXELS;
    private static final int SECOND = CLASSES * HIDDEN;

    /** The inner network's parameters. */
    public static final int INNER_PARAMETERS = FIRST + SECOND + HIDDEN + CLASSES;

    private static final int DECAYS = 3;
    private static final int FEATURES = 39;
    private static final int WIDTH = 4;
    private static final int OUTPUTS = 2;

    private UnrolledTraining training;
    private Shape trained;

    /** Creates the block. */
    @SuppressWarnings("this-escape")
    public AdafacTraining() {
        super(new Shape());
        weight("momentum_decays", Initializer.ZEROS, DECAYS);
        weight("rms_decays", Initializer.ZEROS, 1);
        weight("adafactor_decays", Initializer.ZEROS, DECAYS);
        dense("layer0", FEATURES, WIDTH, Distribution.HAIKU);
        dense("layer1", WIDTH, WIDTH, Distribution.HAIKU);
        dense("layer2", WIDTH, OUTPUTS, Distribution.HAIKU);
    }

    /**
     * Draws the inner network's initial values: haiku's for the weights, zeros for the biases.
     *
     * @param random the stream
     * @return weights [32, 64] and [10, 32], then the biases
     */
    public static float[] drawInnerParameters(KeyedRandom random) {
        float[] values = new float[INNER_PARAMETERS];
        float[] first = Distribution.HAIKU.draw(new Shape(HIDDEN, PIXELS), random);
        float[] second = Distribution.HAIKU.draw(new Shape(CLASSES, HIDDEN), random);
        System.arraycopy(first, 0, values, 0, FIRST);
        System.arraycopy(second, 0, values, FIRST, SECOND);
        return values;
    }

    /** Only training asks for the gradient. */
    @Override
    synchronized NDArray compute(Values values, NDList inputs) {
        NDManager manager = inputs.getManager();
        NDArray parameters = flat(values, manager);
        float[] theta = parameters.toFloatArray();
        Episode episode =
                new Episode(
                        inputs.get(0).toFloatArray(),
                        inputs.get(1).toByteBuffer(true).asFloatBuffer(),
                        inputs.get(2).toIntArray());
        UnrolledTraining function = function(inputs.get(2).getShape());
        if (!values.training()) {
            return manager.create(function.value(theta, episode));
        }
        return expression(manager, parameters, function.gradient(theta, episode));
    }

    private UnrolledTraining function(Shape labels) {
        if (!labels.equals(trained)) {
            training = new UnrolledTraining((int) labels.get(0), (int) labels.get(1));
            trained = labels;
        }
        return training;
    }

    /** All parameters in one array that lives as long as the batch. */
    private NDArray flat(Values values, NDManager manager) {
        NDList all = new NDList();
        for (Parameter parameter : getDirectParameters().values()) {
            NDArray part = values.of(parameter).flatten();
            part.attach(manager);
            all.add(part);
        }
        return NDArrays.concat(all);
    }

    /**
     * Where the gradient is not finite the value is not touched by it, and it is not a number: 0
     * times itself is what comes back through a choice that was not taken.
     */
    private static NDArray expression(
            NDManager manager, NDArray parameters, ValueAndGradient known) {
        float[] values = known.gradient();
        boolean[] isFinite = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            isFinite[i] = Float.isFinite(values[i]);
        }
        NDArray zeros = parameters.sub(parameters.stopGradient());
        return NDArrays.where(
                        manager.create(isFinite),
                        zeros.mul(manager.create(values)),
                        manager.zeros(parameters.getShape()))
                .sum()
                .add(manager.create(known.value()));
    }
}
