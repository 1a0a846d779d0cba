package org.djlcelo.eval.verify;

import java.util.ArrayList;
import java.util.List;

/** What a verification found: comparisons, and what could not be compared. */
final class Findings {

    /**
     * One comparison.
     *
     * @param file the golden file
     * @param kernel what computed
     * @param quantity what was compared
     * @param deviation the largest deviation
     * @param tolerance what is allowed
     */
    record Comparison(
            String file, String kernel, String quantity, double deviation, double tolerance) {

        boolean passed() {
            return deviation <= tolerance;
        }

        /** Above 1 is a miss. */
        double share() {
            return deviation / tolerance;
        }
    }

    /**
     * Something that could not be compared.
     *
     * @param file the golden file
     * @param reason why, and what to do if anything can be done
     */
    record Unchecked(String file, String reason) {}

    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Unchecked> unchecked = new ArrayList<>();

    /** Adds a comparison, unless the file has nothing recorded of this quantity. */
    void compared(
            GoldenFile file,
            String kernel,
            String quantity,
            Deviation deviation,
            double tolerance) {
        if (!deviation.isEmpty()) {
            comparisons.add(
                    new Comparison(file.name(), kernel, quantity, deviation.largest(), tolerance));
        }
    }

    void unchecked(String file, String reason) {
        unchecked.add(new Unchecked(file, reason));
    }

    List<Comparison> comparisons() {
        return List.copyOf(comparisons);
    }

    List<Unchecked> unchecked() {
        return List.copyOf(unchecked);
    }

    /** Whether something was compared and nothing missed its tolerance. */
    boolean passed() {
        return !comparisons.isEmpty() && comparisons.stream().allMatch(Comparison::passed);
    }
}
