package org.djlcelo.eval.unroll;

import java.util.Arrays;

/**
 * The mean loss of training a 64-32-10 network with Adafac-MLP, as a function of the learned
 * optimizer's 197 parameters, and its exact gradient.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code tasks/fixed/lopt.py}.
 * The value is the mean over all steps of the loss before the step, each cut to [0, 1.5 ln 10]; not
 * a number counts as the upper bound. An object has memory of its own, for one thread at a time:
 * some 150 KB per step once a gradient was asked for, and little is allocated after that.
 */
public final class UnrolledTraining {

    /** The inner network's inputs, pixels of 8x8 images. */
    public static final int PIXELS = InnerMlp.IN;

    /** The inner network's hidden units. */
    public static final int HIDDEN = InnerMlp.HIDDEN;

    /** The inner network's classes. */
    public static final int CLASSES = InnerMlp.OUT;

    private static final float WORST_LOSS = (float) (1.5 * Math.log(InnerMlp.OUT));

    /** Passes that are enough to go forward: now, and before or after in turns. */
    private static final int TURNS = 2;

    private final int steps;
    private final int batch;
    private final InnerMlp mlp;
    private final TimeFeatures times;
    private final TensorRule[] rules = InnerMlp.rules();
    private final float[][] parameterAdjoints = new float[rules.length][];
    private final float[][] gradientAdjoints = new float[rules.length][];

    /** All zero: the accumulators before the first step. */
    private final TensorPass[] beginning;

    private StepPass[] passes = {};

    /**
     * Creates the function.
     *
     * @param steps steps of the training
     * @param batch samples of each step
     */
    public UnrolledTraining(int steps, int batch) {
        this.steps = steps;
        this.batch = batch;
        mlp = new InnerMlp(batch);
        times = new TimeFeatures(steps);
        beginning = newTensorPasses();
        for (int i = 0; i < rules.length; i++) {
            int size = beginning[i].parameter().length;
            parameterAdjoints[i] = new float[size];
            gradientAdjoints[i] = new float[size];
        }
    }

    /** What a step keeps. */
    private record StepPass(MlpPass mlp, TensorPass[] tensors) {}

    private TensorPass[] newTensorPasses() {
        return Arrays.stream(rules).map(TensorRule::newPass).toArray(TensorPass[]::new);
    }

    private void makePasses(int count) {
        int made = passes.length;
        if (made < count) {
            passes = Arrays.copyOf(passes, count);
            for (int i = made; i < count; i++) {
                passes[i] = new StepPass(new MlpPass(batch), newTensorPasses());
            }
        }
    }

    /**
     * Computes the value.
     *
     * @param theta the learned optimizer's parameters, in the order of {@code AdafacTraining}
     * @param episode initial values and batches
     * @return the mean loss
     * @throws IllegalArgumentException if there are not 197 parameters
     */
    public float value(float[] theta, Episode episode) {
        return forward(new Theta(theta, times), episode, TURNS);
    }

    /**
     * Computes value and gradient.
     *
     * @param theta the learned optimizer's parameters, in the order of {@code AdafacTraining}
     * @param episode initial values and batches
     * @return the mean loss and its derivative by each parameter
     * @throws IllegalArgumentException if there are not 197 parameters
     */
    public ValueAndGradient gradient(float[] theta, Episode episode) {
        Theta known = new Theta(theta, times);
        float value = forward(known, episode, Math.max(steps, TURNS));
        return new ValueAndGradient(value, backward(known, episode));
    }

    private float forward(Theta theta, Episode episode, int turns) {
        makePasses(turns);
        episode.start(passes[0].tensors);
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            StepPass now = passes[t % turns];
            mlp.use(episode, t);
            mlp.forward(now.mlp, now.tensors);
            sum += cut((float) now.mlp.loss);
            if (t + 1 < steps) {
                TensorPass[] before = t == 0 ? beginning : passes[(t - 1) % turns].tensors;
                TensorPass[] next = passes[(t + 1) % turns].tensors;
                for (int i = 0; i < rules.length; i++) {
                    rules[i].update(theta, t, before[i], now.tensors[i], next[i].parameter());
                }
            }
        }
        return (float) (sum / steps);
    }

    private static float cut(float loss) {
        return Float.isNaN(loss) ? WORST_LOSS : Math.min(loss, WORST_LOSS);
    }

    private float[] backward(Theta theta, Episode episode) {
        Theta.Gradient gradient = theta.new Gradient();
        for (int i = 0; i < rules.length; i++) {
            rules[i].clear();
            Arrays.fill(parameterAdjoints[i], 0);
            Arrays.fill(gradientAdjoints[i], 0);
        }
        for (int t = steps - 1; t >= 0; t--) {
            StepPass now = passes[t];
            TensorPass[] before = t == 0 ? beginning : passes[t - 1].tensors;
            for (int i = 0; t + 1 < steps && i < rules.length; i++) {
                rules[i].backward(
                        theta,
                        gradient,
                        t,
                        before[i],
                        now.tensors[i],
                        parameterAdjoints[i],
                        gradientAdjoints[i]);
            }
            float ofLoss = now.mlp.loss < WORST_LOSS ? 1f / steps : 0;
            mlp.use(episode, t);
            mlp.backward(now.mlp, now.tensors, ofLoss, gradientAdjoints, parameterAdjoints);
        }
        return gradient.toArray();
    }
}
