package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a training so that SIGTERM and Ctrl-C end it with a checkpoint. */
final class Interruptible {

    private static final long PATIENCE_SECONDS = 30;

    private Interruptible() {}

    /** A run that may fail. */
    interface Body {
        MetaTraining.Outcome run() throws Exception;
    }

    static int run(MetaTraining training, Body body, Path out) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            training.requestStop();
                            await(ended);
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (body.run() == MetaTraining.Outcome.STOPPED) {
                System.err.println("Stopped with a checkpoint; continue with: resume " + out);
            } else {
                Runtime.getRuntime().removeShutdownHook(hook);
                System.err.println("Done; the weights are in " + out.resolve("weights"));
            }
            return 0;
        } finally {
            // not the thread's end: it may itself wait in System.exit for this hook
            ended.countDown();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The last checkpoint is some minutes old.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
