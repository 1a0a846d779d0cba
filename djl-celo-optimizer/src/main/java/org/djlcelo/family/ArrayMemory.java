package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an {@link ArrayRun} remembers: arrays with one axis, named as in {@link RunState}. */
final class ArrayMemory {

    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    ArrayMemory(NDManager manager, Map<String, float[]> start) {
        this.manager = manager;
        write(start);
    }

    NDArray get(String name) {
        return arrays.get(name);
    }

    /**
     * Puts an array in the place of another.
     *
     * @param next the array, of the same size
     * @param skip [1]: whether the old one stays; null for never
     */
    void set(String name, NDArray next, NDArray skip) {
        NDArray old = arrays.get(name);
        NDArray flat = next.reshape(old.getShape());
        put(name, skip == null ? flat : NDArrays.where(skip.broadcast(old.getShape()), old, flat));
    }

    private void put(String name, NDArray fresh) {
        NDScope.unregister(fresh);
        fresh.attach(manager);
        NDArray old = arrays.put(name, fresh);
        if (old != null) {
            old.close();
        }
    }

    /** Copies of all by name. */
    Map<String, float[]> read() {
        Map<String, float[]> values = new LinkedHashMap<>();
        arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
        return values;
    }

    /** Replaces all. */
    void write(Map<String, float[]> values) {
        values.forEach((name, array) -> put(name, manager.create(array)));
    }
}
