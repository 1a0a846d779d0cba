package org.djlcelo.eval.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.RecordFormat;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.TrainingRun;

/** The child's side: makes what is ordered until its input ends. */
public final class JobChild {

    private static final long STEPS_NANOS = 200_000_000L;

    private final PrintWriter out;
    private final Environment environment;
    private final Function<Order, Experiment> experiments;
    private long lastSteps;

    /**
     * Creates a child.
     *
     * @param out where replies go
     * @param environment what this JVM is
     * @param experiments finds what is ordered; a {@link UserException} refuses it
     */
    public JobChild(
            PrintWriter out, Environment environment, Function<Order, Experiment> experiments) {
        this.out = out;
        this.environment = environment;
        this.experiments = experiments;
    }

    /**
     * Works on the calling thread, and ends this JVM with the input, in the middle of a run, too:
     * nobody waits for it any more.
     *
     * @param in where orders come from
     * @throws InterruptedException if the thread is interrupted
     */
    public void workUntilHalt(BufferedReader in) throws InterruptedException {
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(in, orders), "orders");
        reader.setDaemon(true);
        reader.start();
        reply(Reply.Kind.READY, "");
        while (true) {
            fulfil(orders.take());
        }
    }

    private static void read(BufferedReader in, BlockingQueue<Order> orders) {
        try {
            String line;
            while ((line = in.readLine()) != null) {
                orders.add(Order.parse(line));
            }
        } catch (IOException e) {
            // the parent is gone, as at the end of the input
        }
        Runtime.getRuntime().halt(0);
    }

    void fulfil(Order order) {
        try {
            Experiment experiment = experiments.apply(order);
            RunRecord record = new TrainingRun(experiment, environment, this::stepsDone).run();
            reply(Reply.Kind.RECORD, RecordFormat.write(record));
        } catch (UserException e) {
            reply(Reply.Kind.REFUSAL, e.getMessage());
        }
    }

    private void stepsDone(int done) {
        long now = System.nanoTime();
        if (now - lastSteps > STEPS_NANOS) {
            lastSteps = now;
            reply(Reply.Kind.STEPS, String.valueOf(done));
        }
    }

    private void reply(Reply.Kind kind, String text) {
        out.println(new Reply(kind, text).toLine());
        out.flush();
    }
}
