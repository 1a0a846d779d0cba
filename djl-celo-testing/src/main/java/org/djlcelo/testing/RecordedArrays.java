package org.djlcelo.testing;

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

/** Float arrays recorded from the original in an npz file, the first axis often the step. */
public final class RecordedArrays {

    private final Map<String, float[]> values = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();

    private RecordedArrays() {}

    /**
     * Reads a file.
     *
     * @param npz the file
     * @return its arrays of floats
     * @throws IOException if it can't be read
     */
    public static RecordedArrays read(Path npz) throws IOException {
        RecordedArrays recorded = new RecordedArrays();
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(npz))) {
            for (NDArray array : NDList.decode(manager, in)) {
                if (array.getDataType() == DataType.FLOAT32) {
                    recorded.values.put(array.getName(), array.toFloatArray());
                    recorded.shapes.put(array.getName(), array.getShape().getShape());
                }
            }
        }
        return recorded;
    }

    /**
     * Returns a whole array.
     *
     * @param name its name
     * @return the values, row-major; null if there is none
     */
    public float[] get(String name) {
        return values.get(name);
    }

    /**
     * Returns the number of steps of an array.
     *
     * @param name its name
     * @return the length of its first axis
     */
    public int steps(String name) {
        return (int) shapes.get(name)[0];
    }

    /**
     * Returns the shape of one step.
     *
     * @param name the array's name
     * @return its axes but the first
     */
    public long[] shape(String name) {
        return Arrays.copyOfRange(shapes.get(name), 1, shapes.get(name).length);
    }

    /**
     * Returns one step.
     *
     * @param name the array's name
     * @param step the step, from 0
     * @return the values, row-major
     */
    public float[] at(String name, int step) {
        int size = get(name).length / steps(name);
        return Arrays.copyOfRange(get(name), step * size, (step + 1) * size);
    }
}
