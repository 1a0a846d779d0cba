package org.djlcelo.eval.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of some arrays at one moment, to go back to. */
final class StartValues {

    private final Map<NDArray, NDArray> starts = new LinkedHashMap<>();

    /** Remembers what an array holds now, in memory of a manager. */
    void add(NDArray array, NDManager manager) {
        NDArray start = array.duplicate();
        start.attach(manager);
        starts.put(array, start);
    }

    /** Writes all remembered values back. */
    void restore() {
        starts.forEach(StartValues::copy);
    }

    /** DJL copies by way of the Java heap, which would count as a step's allocation. */
    private static void copy(NDArray array, NDArray start) {
        if (array.getDevice().isGpu()) {
            start.copyTo(array);
            return;
        }
        ByteBuffer to = array.toByteBuffer(true);
        to.put(start.toByteBuffer(true));
    }
}
