package org.djlcelo.eval.bench;

import java.util.List;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/** Celo's scheduler on the host; what it costs doesn't depend on the model. */
record SchedulerCourse() implements Course {

    private static final int TOTAL_STEPS = 10_000;

    /** {@inheritDoc} */
    @Override
    public String name() {
        return "scheduler";
    }

    /** {@inheritDoc} */
    @Override
    public Kind kind() {
        return Kind.SCHEDULER_STEP;
    }

    /** {@inheritDoc} */
    @Override
    public Entries open(HeatSettings settings) {
        return new Entries(List.of(new Steps(Scheduler.of(settings.theta()))));
    }

    private static final class Steps implements Entry {

        private final Scheduler scheduler;
        private SchedulerState state;

        Steps(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public void rewind() {
            state = scheduler.newState(TOTAL_STEPS);
        }

        @Override
        public void step() {
            scheduler.step(state, 1 + 1f / (1 + state.step()));
        }
    }
}
