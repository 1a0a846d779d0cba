package org.djlcelo.eval.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who is measured. */
enum Racer {
    /** Memory traffic of a Celo step and next to nothing else. */
    BOUND("bound"),

    /** DJL's Adam, default settings. */
    ADAM("adam"),

    /** DJL's AdamW, default settings. */
    ADAMW("adamw"),

    /** Celo as the library chooses to compute it. */
    CELO("celo"),

    /** Celo, plain Java. */
    CELO_TILED("celo-tiled", "tiled"),

    /** Celo, Vector API. */
    CELO_VECTOR("celo-vector", "vector"),

    /** Celo, operations of the engine. */
    CELO_NDARRAY("celo-ndarray", "ndarray"),

    /** Celo, one operation of the engine for every sign of the formulas. */
    CELO_NAIVE("celo-naive"),

    /** Celo, the slow oracle. */
    CELO_SCALAR("celo-scalar", "scalar");

    private static final String SEPARATOR = "+";

    private final String label;
    private final String kernel;

    Racer(String label) {
        this(label, null);
    }

    Racer(String label, String kernel) {
        this.label = label;
        this.kernel = kernel;
    }

    String label() {
        return label;
    }

    /** The kernel forced on Celo, as the system property names it. */
    Optional<String> kernel() {
        return Optional.ofNullable(kernel);
    }

    /** Some racers as one benchmark parameter, in which JMH wants no commas. */
    static String join(List<Racer> racers) {
        return String.join(SEPARATOR, racers.stream().map(Racer::label).toList());
    }

    /** What {@link #join} joined. */
    static List<Racer> split(String joined) {
        return Arrays.stream(joined.split("\\" + SEPARATOR)).map(Racer::of).toList();
    }

    private static Racer of(String label) {
        return Arrays.stream(values())
                .filter(racer -> racer.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No racer " + label));
    }
}
