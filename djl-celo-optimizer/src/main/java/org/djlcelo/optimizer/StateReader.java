package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.djlcelo.lopt.io.TensorArchive;

/** Takes what it expects out of a saved state, and says in a sentence what is different. */
final class StateReader {

    private final Path file;
    private final TensorArchive archive;
    private final Set<String> rest;

    StateReader(Path file, TensorArchive archive) {
        this.file = file;
        this.archive = archive;
        rest = new HashSet<>(archive.vectors().keySet());
    }

    private IOException refused(String problem) {
        return new IOException(file + ": " + problem);
    }

    private String text(String key) throws IOException {
        String text = archive.texts().get(key);
        if (text == null) {
            throw refused("this isn't an optimizer state, its header has no \"" + key + "\"");
        }
        return text;
    }

    void requireFormat(String key, String wanted) throws IOException {
        if (!text(key).equals(wanted)) {
            throw refused(
                    "this is a \""
                            + text(key)
                            + "\", but this version reads a \""
                            + wanted
                            + "\"; use the version that wrote it");
        }
    }

    /** Checks what the optimizer was built with; the key is the builder's setter. */
    void requireSetting(String setter, String wanted) throws IOException {
        if (!text(setter).equals(wanted)) {
            throw refused(
                    "this state was saved with "
                            + setter
                            + "("
                            + text(setter)
                            + "), but this optimizer was built with "
                            + setter
                            + "("
                            + wanted
                            + "); build it with the same");
        }
    }

    /** Checks that the saved model had exactly these parameters. */
    void requireParameters(String prefix, Map<String, Shape> shapes) throws IOException {
        for (Map.Entry<String, Shape> parameter : shapes.entrySet()) {
            String name = parameter.getKey();
            String found = archive.texts().get(prefix + name);
            if (found == null) {
                throw refused(
                        "this state belongs to another model, it knows no parameter \""
                                + name
                                + "\"");
            }
            if (!found.equals(parameter.getValue().toString())) {
                throw refused(
                        "this state belongs to another model, parameter \""
                                + name
                                + "\" has shape "
                                + found
                                + " there and "
                                + parameter.getValue()
                                + " in this one");
            }
        }
        for (String key : archive.texts().keySet()) {
            if (key.startsWith(prefix) && !shapes.containsKey(key.substring(prefix.length()))) {
                throw refused(
                        "this state belongs to another model, this one has no parameter \""
                                + key.substring(prefix.length())
                                + "\"");
            }
        }
    }

    int count(String key) throws IOException {
        try {
            int count = Integer.parseInt(text(key));
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IOException(notACount(key).getMessage(), e);
        }
        throw notACount(key);
    }

    private IOException notACount(String key) throws IOException {
        return refused("its \"" + key + "\" is \"" + text(key) + "\", not a count");
    }

    boolean hasAny(String prefix) {
        return rest.stream().anyMatch(name -> name.startsWith(prefix));
    }

    float[] take(String name, int length) throws IOException {
        float[] values = archive.vectors().get(name);
        if (values == null) {
            throw refused("its part \"" + name + "\" is missing");
        }
        if (values.length != length) {
            throw refused(
                    "its part \"" + name + "\" has " + values.length + " values, not " + length);
        }
        rest.remove(name);
        return values;
    }

    void requireNothingElse() throws IOException {
        for (String name : rest) {
            throw refused("its part \"" + name + "\" is unknown");
        }
    }
}
