package org.djlcelo.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** The jobs of one pass, taken by whoever comes. */
final class Round {

    /** Beyond this a thread that waits lets others have its core. */
    private static final int SPINS = 20_000;

    private final int jobs;
    private final Team.Job job;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile RuntimeException failure;

    Round(int jobs, Team.Job job) {
        this.jobs = jobs;
        this.job = job;
    }

    /** Does jobs until none is left. */
    void work(Worker worker) {
        for (int i = next.getAndIncrement(); i < jobs; i = next.getAndIncrement()) {
            try {
                job.run(i, worker);
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                done.incrementAndGet();
            }
        }
    }

    /** Waits for the jobs that others have taken. */
    void await() {
        for (int spins = 0; done.get() < jobs; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
