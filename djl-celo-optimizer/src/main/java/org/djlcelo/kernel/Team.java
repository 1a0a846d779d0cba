package org.djlcelo.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the jobs of a pass.
 *
 * <p>The calling thread works, too, and could do every job alone, so helpers may come late or not
 * at all. A helper without work spins for a moment, because the next pass follows within
 * microseconds, then sleeps, and ends when nothing has come for some seconds. Which thread does a
 * job is up to chance: jobs must not depend on each other or on the worker.
 */
final class Team implements AutoCloseable {

    /** The jobs of a pass. */
    interface Job {

        /**
         * Does a part of the pass.
         *
         * @param index which part
         * @param worker scratch memory
         */
        void run(int index, Worker worker);
    }

    private static final long SPIN_NANOS = 50_000;
    private static final long SLEEP_NANOS = 5_000_000_000L;

    private final Loops loops;
    private final Worker own;
    private final Helper[] helpers;
    private volatile Round current;
    private volatile boolean closed;

    /**
     * Creates a team; its threads start when they are needed.
     *
     * @param threads the number of threads, the calling one included
     */
    Team(Loops loops, int threads) {
        this.loops = loops;
        own = new Worker(loops);
        helpers = new Helper[threads - 1];
    }

    /** Does jobs 0 to {@code jobs} - 1 and returns when all are done. */
    void run(int jobs, Job job) {
        if (jobs == 1 || helpers.length == 0) {
            for (int i = 0; i < jobs; i++) {
                job.run(i, own);
            }
            return;
        }
        Round round = new Round(jobs, job);
        current = round;
        for (int i = 0; i < Math.min(helpers.length, jobs - 1); i++) {
            wake(i);
        }
        round.work(own);
        round.await();
        current = null;
    }

    private void wake(int i) {
        Helper helper = helpers[i];
        if (helper == null || !helper.isAlive()) {
            helper = new Helper(helper == null ? new Worker(loops) : helper.worker);
            helpers[i] = helper;
            helper.start();
        } else if (helper.asleep) {
            LockSupport.unpark(helper);
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Helper extends Thread {

        private final Worker worker;
        private volatile boolean asleep;

        Helper(Worker worker) {
            super("djl-celo");
            this.worker = worker;
            setDaemon(true);
        }

        @Override
        public void run() {
            Round last = null;
            long idleSince = System.nanoTime();
            while (!closed) {
                Round round = current;
                if (round != null && round != last) {
                    round.work(worker);
                    last = round;
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else if (System.nanoTime() - idleSince < SLEEP_NANOS) {
                    last = null;
                    sleep();
                } else {
                    return;
                }
            }
        }

        private void sleep() {
            asleep = true;
            if (current == null && !closed) {
                LockSupport.parkNanos(Team.this, SLEEP_NANOS);
            }
            asleep = false;
        }
    }
}
