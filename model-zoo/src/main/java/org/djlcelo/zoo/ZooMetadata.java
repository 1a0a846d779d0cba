package org.djlcelo.zoo;

import ai.djl.repository.Artifact;
import ai.djl.repository.Metadata;
import java.util.Map;
import java.util.TreeMap;

/**
 * An artifact's {@code metadata.json}: DJL's form, plus how the weights were made and what they are
 * worth. Filled in by Gson.
 */
final class ZooMetadata extends Metadata {

    /** The file's name. */
    static final String FILE = "metadata.json";

    /** The artifact property that holds the checksum of the weight file. */
    static final String SHA256 = "sha256";

    private Map<String, String> provenance = Map.of();
    private String scoring = "";
    private Map<String, Double> scores = Map.of();

    /** Returns how the weights were made; the same texts stand in the weight file's header. */
    Map<String, String> provenance() {
        return provenance;
    }

    /** Returns how the scores were measured. */
    String scoring() {
        return scoring;
    }

    /** Returns the measured scores by name. */
    Map<String, Double> scores() {
        return scores;
    }

    /** Returns everything as the flat properties of a DJL model. */
    Map<String, String> properties(Artifact artifact) {
        Map<String, String> properties = new TreeMap<>(artifact.getProperties());
        provenance.forEach((name, text) -> properties.put("provenance." + name, text));
        scores.forEach((name, score) -> properties.put("score." + name, score.toString()));
        properties.put("scoring", scoring);
        return properties;
    }
}
