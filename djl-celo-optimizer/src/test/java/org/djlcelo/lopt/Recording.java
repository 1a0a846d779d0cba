package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Arrays recorded from the original, whose first axis is often the step. */
final class Recording {

    private final Map<String, float[]> values = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();

    static Recording read(Path npz) throws IOException {
        Recording recording = new Recording();
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(npz))) {
            for (NDArray array : NDList.decode(manager, in)) {
                if (array.getDataType() == DataType.FLOAT32) {
                    recording.values.put(array.getName(), array.toFloatArray());
                    recording.shapes.put(array.getName(), array.getShape().getShape());
                }
            }
        }
        return recording;
    }

    float[] get(String name) {
        return values.get(name);
    }

    int steps(String name) {
        return (int) shapes.get(name)[0];
    }

    /** The shape of one step. */
    long[] shape(String name) {
        return Arrays.copyOfRange(shapes.get(name), 1, shapes.get(name).length);
    }

    float[] at(String name, int step) {
        int size = get(name).length / steps(name);
        return Arrays.copyOfRange(get(name), step * size, (step + 1) * size);
    }
}
