package org.djlcelo.eval.jobs;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.campaign.PlannedRun;
import org.djlcelo.eval.campaign.Worker;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.RecordFormat;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.StepListener;

/**
 * Makes runs in a child JVM, which is used for one run after the other.
 *
 * <p>A child may die: of memory, of native code, by somebody's hand. Its run is tried once more in
 * a new child; if that dies, too, the run is recorded as failed. A child that dies before its first
 * order says that no run can be made at all.
 */
public final class JobWorker implements Worker {

    private static final int ATTEMPTS = 2;

    private final List<String> command;
    private final Environment environment;
    private ChildJvm child;
    private boolean closed;

    /**
     * Creates a worker; its child is started by the first run.
     *
     * @param command starts a JVM that runs a {@link JobChild}
     * @param environment for the records of runs whose children died
     */
    public JobWorker(List<String> command, Environment environment) {
        this.command = List.copyOf(command);
        this.environment = environment;
    }

    /** {@inheritDoc} */
    @Override
    public RunRecord run(PlannedRun run, StepListener listener) {
        long start = System.nanoTime();
        String obituary = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ChildJvm jvm = child();
            jvm.send(Order.of(run));
            Optional<RunRecord> record = await(jvm, listener);
            if (record.isPresent()) {
                return checked(run, record.get());
            }
            obituary = bury(jvm);
            listener.stepsDone(0);
        }
        RunRecord.Cost cost = new RunRecord.Cost((System.nanoTime() - start) / 1e9, 0, null);
        String failure =
                "The JVM of this run died "
                        + ATTEMPTS
                        + " times ("
                        + obituary
                        + "); delete this record to try again.";
        return run.experiment().record(environment, cost, failure, Curves.NONE);
    }

    private Optional<RunRecord> await(ChildJvm jvm, StepListener listener) {
        Optional<Reply> reply;
        while ((reply = jvm.receive()).isPresent()) {
            String text = reply.get().text();
            switch (reply.get().kind()) {
                case STEPS -> listener.stepsDone(Integer.parseInt(text));
                case RECORD -> {
                    return parse(text);
                }
                case REFUSAL -> throw new UserException(text);
                case READY -> throw new IllegalStateException("A job was ready twice");
            }
        }
        return Optional.empty();
    }

    /** A line that a dying child could not finish is no record. */
    private static Optional<RunRecord> parse(String json) {
        try {
            return Optional.of(RecordFormat.read(json));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private RunRecord checked(PlannedRun run, RunRecord record) {
        boolean isSame =
                record.data().equals(run.experiment().workload().data())
                        && record.config()
                                .equals(run.experiment().config(environment.deviceType()));
        if (!isSame) {
            throw new UserException(
                    "A job found other data or weights than the command began with; leave the"
                            + " files alone while it runs, and start it again.");
        }
        return record;
    }

    private synchronized ChildJvm child() {
        if (closed) {
            throw new CancellationException("The worker was closed");
        }
        if (child == null) {
            child = new ChildJvm(command);
            Optional<Reply> first = child.receive();
            if (first.isEmpty()) {
                throw new UserException("A job could not be started: " + bury(child) + ".");
            }
            if (first.get().kind() == Reply.Kind.REFUSAL) {
                throw new UserException(first.get().text());
            }
        }
        return child;
    }

    private synchronized String bury(ChildJvm jvm) {
        if (closed) {
            throw new CancellationException("The worker was closed");
        }
        child = null;
        jvm.close();
        try {
            return jvm.obituary();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while a job ended");
        }
    }

    /** {@inheritDoc} */
    @Override
    public synchronized void close() {
        closed = true;
        if (child != null) {
            child.close();
        }
    }
}
