package org.djlcelo.eval.bench;

import ai.djl.ndarray.NDArray;

/** An accelerator's work, which goes on after the calls that ordered it have returned. */
final class DeviceWork {

    private DeviceWork() {}

    /** Waits for everything ordered so far on the device of an array, by reading a value back. */
    static void await(NDArray array) {
        if (array.getDevice().isGpu()) {
            try (NDArray flat = array.flatten();
                    NDArray first = flat.get(0)) {
                first.getFloat();
            }
        }
    }
}
