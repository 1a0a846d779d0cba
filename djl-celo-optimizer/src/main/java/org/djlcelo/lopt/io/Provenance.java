package org.djlcelo.lopt.io;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How weights were made: named facts, any number of them.
 *
 * <p>The constants are the names that published weights must carry. Several stages of training are
 * told apart by a prefix, as in {@code stage1.iterations}.
 *
 * @param entries the facts by name, sorted; unmodifiable
 */
public record Provenance(Map<String, String> entries) {

    /** The command line that made the weights. */
    public static final String COMMAND = "command";

    /** The data trained on. */
    public static final String DATA = "data";

    /** The licences of the data. */
    public static final String DATA_LICENSES = "data_licenses";

    /** The licence of the weights. */
    public static final String LICENSE = "license";

    /** The random seed. */
    public static final String SEED = "seed";

    /** The number of meta-iterations. */
    public static final String ITERATIONS = "iterations";

    /** The gradient estimator. */
    public static final String ESTIMATOR = "estimator";

    /** The commit of the training code. */
    public static final String COMMIT = "commit";

    /** The day training ended, as in ISO 8601. */
    public static final String DATE = "date";

    /** Where imported weights come from, and any other remark. */
    public static final String SOURCE = "source";

    /** What the header of a file uses itself. */
    private static final Set<String> RESERVED =
            Set.of(SafetensorsHeader.ARCHITECTURE, SafetensorsHeader.ID);

    /** Nothing is known. */
    public static final Provenance UNKNOWN = new Provenance(Map.of());

    /**
     * Copies the entries.
     *
     * @throws IllegalArgumentException if a name is blank or used by the file format itself, or if
     *     a text can't be written as UTF-8
     */
    public Provenance {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        entries.forEach(Provenance::check);
    }

    /**
     * Returns a fact.
     *
     * @param name its name
     * @return the fact, or empty if it isn't recorded
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * Returns a copy with one more fact, which replaces a former one of the same name.
     *
     * @param name its name
     * @param value the fact
     * @return the copy
     * @throws IllegalArgumentException as in the constructor
     */
    public Provenance with(String name, String value) {
        Map<String, String> copy = new TreeMap<>(entries);
        copy.put(name, value);
        return new Provenance(copy);
    }

    private static void check(String name, String value) {
        if (name.isBlank() || RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "A provenance entry can't be named \"" + name + "\"; choose another name");
        }
        if (!encodable(name) || !encodable(value)) {
            throw new IllegalArgumentException(
                    "Provenance entry \"" + name + "\" is not valid Unicode text");
        }
    }

    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
