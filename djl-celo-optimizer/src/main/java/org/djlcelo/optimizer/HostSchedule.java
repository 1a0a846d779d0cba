package org.djlcelo.optimizer;

import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/** η per step, computed in Java. */
interface HostSchedule {

    /**
     * One step's multiplier.
     *
     * @param eta η
     * @param lossSkipped whether the loss was left out for not being finite
     */
    record Step(float eta, boolean lossSkipped) {}

    /**
     * Advances by one step.
     *
     * @param loss the training loss, null if none was seen
     * @return η
     * @throws IllegalStateException if a loss is needed and none was seen
     */
    Step next(Float loss);

    /** Steps done. */
    int step();

    /** η of the last step, NaN before the first. */
    float lastEta();

    /** A copy of the state. */
    SchedulerState.Snapshot read();

    /** Continues from a saved state. */
    void write(SchedulerState.Snapshot saved);

    /**
     * The learned schedule.
     *
     * @param scheduler the network
     * @param state its state
     * @param nonFinite what a non-finite loss does
     */
    record Learned(Scheduler scheduler, SchedulerState state, NonFinite nonFinite)
            implements HostSchedule {

        /** {@inheritDoc} */
        @Override
        public Step next(Float loss) {
            if (loss == null) {
                throw MissingLoss.at(state.step() + 1);
            }
            if (Float.isFinite(loss) || nonFinite == NonFinite.OFFICIAL) {
                return new Step(scheduler.step(state, loss), false);
            }
            return new Step(scheduler.skip(state), true);
        }

        /** {@inheritDoc} */
        @Override
        public int step() {
            return state.step();
        }

        /** {@inheritDoc} */
        @Override
        public float lastEta() {
            return state.lastEta();
        }

        /** {@inheritDoc} */
        @Override
        public SchedulerState.Snapshot read() {
            return state.snapshot();
        }

        /** {@inheritDoc} */
        @Override
        public void write(SchedulerState.Snapshot saved) {
            state.restore(saved);
        }
    }

    /** A constant 1: the rule alone, which needs no loss. */
    final class Fixed implements HostSchedule {

        private int step;

        Fixed(int beginStep) {
            step = beginStep;
        }

        /** What a saved state holds of a fixed schedule. */
        static SchedulerState.Snapshot snapshot(int step) {
            float[] none = new float[0];
            return new SchedulerState.Snapshot(step, 0, 1, none, none, none, none);
        }

        /** {@inheritDoc} */
        @Override
        public Step next(Float loss) {
            step++;
            return new Step(1, false);
        }

        /** {@inheritDoc} */
        @Override
        public int step() {
            return step;
        }

        /** {@inheritDoc} */
        @Override
        public float lastEta() {
            return 1;
        }

        /** {@inheritDoc} */
        @Override
        public SchedulerState.Snapshot read() {
            return snapshot(step);
        }

        /** {@inheritDoc} */
        @Override
        public void write(SchedulerState.Snapshot saved) {
            step = saved.step();
        }
    }
}
