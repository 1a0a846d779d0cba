package org.djlcelo.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arrays recorded from the published optimizers. */
final class Recording {

    /** One array, row-major. */
    record Values(Shape shape, float[] all) {

        int steps() {
            return (int) shape.get(0);
        }

        float[] at(int step) {
            int length = all.length / steps();
            return Arrays.copyOfRange(all, step * length, (step + 1) * length);
        }
    }

    private final Map<String, Values> arrays = new HashMap<>();

    private Recording(InputStream in) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (NDArray array : NDList.decode(manager, in)) {
                if (array.getDataType().isFloating()) {
                    arrays.put(array.getName(), new Values(array.getShape(), array.toFloatArray()));
                }
            }
        }
    }

    static Recording excerpt(String name) throws IOException {
        try (InputStream in = Recording.class.getResourceAsStream(name)) {
            return new Recording(in);
        }
    }

    static Recording read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Recording(in);
        }
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    Values get(String name) {
        return arrays.get(name);
    }

    float[] start(String tensor) {
        return get("inputs/" + tensor + "/p0").all();
    }

    Values gradients(String tensor) {
        return get("inputs/" + tensor + "/grads");
    }

    /** The parameter after a step of a group such as {@code adam/lr0.1/5x3}. */
    float[] after(String group, int step) {
        Values p = get(group + "/p");
        return step + 1 < p.steps() ? p.at(step + 1) : get(group + "/p_final").all();
    }

    /** The groups of an optimizer that have every step. */
    List<String> groups(String optimizer) {
        return arrays.keySet().stream()
                .filter(name -> name.startsWith(optimizer + "/") && name.endsWith("/p"))
                .map(name -> name.substring(0, name.length() - 2))
                .sorted()
                .toList();
    }
}
