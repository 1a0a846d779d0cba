package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.lopt.SchedulerState;

/** What a kind of learned optimizer computes with, and what its saved state consists of. */
interface Engines {

    /**
     * Creates an engine.
     *
     * @param weight the first parameter, which decides where
     * @param losses where the engine takes its losses from
     * @param etas takes η of every step, in order
     */
    StepEngine create(NDArray weight, LossObserver losses, DoubleConsumer etas);

    /** A schedule's state of the right sizes. */
    SchedulerState.Snapshot scheduleAtStart();

    /** What must be the same on load besides the weights, with the builder's setter as key. */
    Map<String, String> identity();

    /** The names and lengths of a tensor's state arrays, in the order in which they are saved. */
    Map<String, Integer> arrayLengths(Shape shape);

    /** The names and lengths of the state arrays that belong to no tensor. */
    Map<String, Integer> sharedLengths();
}
