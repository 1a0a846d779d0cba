package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.djlcelo.eval.UserException;

/** A file of recorded arrays (npz) in Java's memory. */
final class GoldenFile {

    private final Path path;
    private final Map<String, GoldenArray> arrays;

    private GoldenFile(Path path, Map<String, GoldenArray> arrays) {
        this.path = path;
        this.arrays = arrays;
    }

    /**
     * Reads a file; of JSON nothing but the name, its check knows the structure.
     *
     * @throws UserException if it is unreadable or no npz
     */
    static GoldenFile read(Path path) {
        if (path.toString().endsWith(".json")) {
            return new GoldenFile(path, Map.of());
        }
        Map<String, GoldenArray> arrays = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            NDList list = NDList.decode(manager, in);
            for (NDArray array : list) {
                NDArray floats = array.toType(DataType.FLOAT32, false);
                arrays.put(
                        array.getName(),
                        new GoldenArray(array.getShape().getShape(), floats.toFloatArray()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(
                    "Cannot read the recorded numbers in "
                            + path
                            + " ("
                            + e.getMessage()
                            + "); copy the file again.",
                    e);
        }
        return new GoldenFile(path, arrays);
    }

    String name() {
        return path.getFileName().toString();
    }

    Path path() {
        return path;
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    /**
     * Returns an array.
     *
     * @throws UserException if it is missing
     */
    GoldenArray get(String name) {
        GoldenArray array = arrays.get(name);
        if (array == null) {
            throw new UserException(path + " has no array \"" + name + "\"; copy the file again.");
        }
        return array;
    }

    /** The names of all arrays that start with something, without it. */
    List<String> namesBelow(String prefix) {
        return arrays.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .sorted()
                .toList();
    }

    /** The first parts of all names. */
    Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        arrays.keySet()
                .forEach(name -> groups.add(name.substring(0, Math.max(0, name.indexOf('/')))));
        groups.remove("");
        return groups;
    }
}
