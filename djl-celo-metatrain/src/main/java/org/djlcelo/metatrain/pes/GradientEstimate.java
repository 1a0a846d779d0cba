package org.djlcelo.metatrain.pes;

import java.util.Map;

/**
 * What one truncation of all particles says.
 *
 * @param gradient the estimated meta-gradient; entries may be non-finite
 * @param familyLoss mean loss of each family's particles, in the families' order
 */
public record GradientEstimate(float[] gradient, Map<String, Double> familyLoss) {

    /**
     * Returns the meta-loss.
     *
     * @return the mean over families
     */
    public double metaLoss() {
        return familyLoss.values().stream().mapToDouble(d -> d).average().orElse(Double.NaN);
    }
}
