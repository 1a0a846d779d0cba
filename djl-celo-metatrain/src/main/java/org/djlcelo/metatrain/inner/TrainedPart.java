package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/**
 * The vector that a stage perturbs and hands to the meta-optimizer.
 *
 * @param whole the optimizer's architecture
 * @param stage what is trained
 * @param freezing what happens to the rest
 */
public record TrainedPart(Architecture whole, Stage stage, Freezing freezing) {

    /** What happens to meta-parameters that a stage does not train. */
    public enum Freezing {
        /** Nothing: they are neither perturbed nor decayed. */
        REAL,
        /**
         * As the original: their gradient is 0, but they are perturbed, and weight decay shrinks.
         */
        OFFICIAL
    }

    /**
     * Returns what stands where in the vector.
     *
     * @return the whole architecture, or the stage's part of it
     */
    public Architecture names() {
        return freezing == Freezing.REAL ? stage.trained(whole) : whole;
    }

    /**
     * Returns the vector's values.
     *
     * @param theta all meta-parameters
     * @return a copy
     */
    public float[] extract(MetaParameters theta) {
        return freezing == Freezing.REAL ? stage.extract(theta) : theta.toVector();
    }

    /**
     * Returns meta-parameters with the vector's values.
     *
     * @param theta all meta-parameters
     * @param vector the new values
     * @return the combination
     */
    public MetaParameters insert(MetaParameters theta, float[] vector) {
        return freezing == Freezing.REAL
                ? stage.insert(theta, vector)
                : new MetaParameters(theta.architecture(), vector);
    }

    /**
     * Zeroes what the stage doesn't train.
     *
     * @param gradient a gradient of the vector, changed
     */
    public void mask(float[] gradient) {
        if (freezing == Freezing.OFFICIAL) {
            float[] kept = stage.extract(new MetaParameters(whole, gradient));
            float[] zero = new float[whole.size()];
            float[] masked = stage.insert(new MetaParameters(whole, zero), kept).toVector();
            System.arraycopy(masked, 0, gradient, 0, gradient.length);
        }
    }

    /** Whether the vector holds the update rule. */
    boolean holdsRule() {
        return freezing == Freezing.OFFICIAL || stage != Stage.SCHEDULER;
    }
}
