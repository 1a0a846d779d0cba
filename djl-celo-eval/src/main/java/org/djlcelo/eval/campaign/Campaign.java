package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.progress.Progress;

/**
 * Makes the runs of a plan that have no record yet, one per worker at a time, and records each.
 *
 * <p>It has no state but the records: whatever ends it, a run without a record is made again, the
 * others are not.
 */
public final class Campaign {

    private final Plan plan;
    private final RecordStore store;
    private final String device;

    /**
     * Creates a campaign.
     *
     * @param plan what is wanted
     * @param store where records go
     * @param device the kind of device that runs are made on
     */
    public Campaign(Plan plan, RecordStore store, String device) {
        this.plan = plan;
        this.store = store;
        this.device = device;
    }

    /**
     * Returns what the records say now.
     *
     * @return a new view
     */
    public Outcomes outcomes() {
        return new Outcomes(store, device);
    }

    /**
     * Makes runs until all are made or the budget is spent.
     *
     * @param workers make them; a single one does on the calling thread. They are closed if the
     *     campaign fails, and left open otherwise
     * @param budget how long
     * @param progress is told of every step
     * @throws org.djlcelo.eval.UserException if a record cannot be written or no run can be made
     */
    public void run(List<? extends Worker> workers, Budget budget, Progress progress) {
        Budget.Watch watch = budget.start(System::nanoTime);
        Agenda agenda =
                new Agenda(
                        plan,
                        outcomes(),
                        run -> watch.allows(progress.expectedNanos(planned(run))));
        if (workers.size() == 1) {
            work(agenda, workers.get(0), progress);
            return;
        }
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            Thread thread = new Thread(() -> work(agenda, worker, progress), "job");
            thread.setUncaughtExceptionHandler(
                    (dead, failure) -> {
                        failures.add(failure);
                        agenda.stop();
                        workers.forEach(Worker::close);
                    });
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Campaign::join);
        rethrowFirst(failures);
    }

    /** The first is the cause; then workers were closed, which ends others' runs. */
    private static void rethrowFirst(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        if (failures.get(0) instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException("A job failed", failures.get(0));
    }

    private void work(Agenda agenda, Worker worker, Progress progress) {
        try {
            Optional<PlannedRun> next;
            while ((next = agenda.next()).isPresent()) {
                PlannedRun run = next.get();
                Progress.Running running =
                        progress.begin(planned(run), run.experiment().contender().spec());
                RunRecord record = worker.run(run, running);
                store.write(run.experiment().fileName(device), record);
                running.end(record.message());
                agenda.done(run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted between two runs");
        }
    }

    private static Progress.Planned planned(PlannedRun run) {
        return new Progress.Planned(
                run.experiment().task().name(),
                run.cell().family().name(),
                run.experiment().steps());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the runs without a record for a display of progress; those that are not decided yet
     * are among them.
     *
     * @return what each costs alike, in no special order
     */
    public List<Progress.Planned> missing() {
        Outcomes outcomes = outcomes();
        List<PlannedRun> decided = plan.decided(outcomes);
        List<Progress.Planned> missing = new ArrayList<>();
        for (Cell cell : plan.cells()) {
            long recorded =
                    decided.stream()
                            .filter(run -> run.cell() == cell)
                            .filter(run -> outcomes.isRecorded(run))
                            .count();
            Progress.Planned one =
                    new Progress.Planned(cell.task().name(), cell.family().name(), plan.steps());
            for (long i = recorded; i < cell.searchRuns() + cell.repeatRuns(); i++) {
                missing.add(one);
            }
        }
        return missing;
    }
}
