package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;

/** A rule that moves tensors, as a maker of fresh state for a tensor in either kind of memory. */
interface TensorFactory {

    /** The rule on Java's memory, for parameters on a CPU; large tensors share the threads. */
    OnHost onHost(Kernel kernel, int threads);

    /** The rule on a manager's device; what it holds there belongs to the manager. */
    OnDevice onDevice(Kernel kernel, NDManager manager, GradientPolicy policy);

    /** The names and lengths of a tensor's state arrays, in the order in which they are saved. */
    Map<String, Integer> arrayLengths(Shape shape);

    /** What the state depends on besides the weights, with the builder's setter as key. */
    Map<String, String> identity();

    /** What a step of η = 1 multiplies a relative change with; scales weight decay. */
    float stepMultiplier();

    /** A rule with the threads that run it on a CPU. */
    interface OnHost extends AutoCloseable {

        /** State in Java's memory. */
        HostTensor create(Shape shape);

        /** Ends the threads. */
        @Override
        void close();
    }

    /** A rule whose weights are on a device. */
    interface OnDevice {

        /** State as arrays of the engine, for parameters of one shape on the device. */
        DeviceTensors create(Shape shape, int members);
    }
}
