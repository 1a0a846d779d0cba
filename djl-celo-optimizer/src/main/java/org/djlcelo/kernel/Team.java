package org.djlcelo.kernel;

/** Threads that share the jobs of a pass. */
final class Team implements AutoCloseable {

    interface Job {
        void run(int index, Worker worker);
    }

    private final Worker[] workers;

    Team(Loops loops, int threads) {
        workers = new Worker[] {new Worker(loops)};
    }

    void run(int jobs, Job job) {
        for (int i = 0; i < jobs; i++) {
            job.run(i, workers[0]);
        }
    }

    Worker[] workers() {
        return workers;
    }

    @Override
    public void close() {}
}
