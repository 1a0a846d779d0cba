package org.djlcelo.metatrain;

import java.nio.file.Path;

/** Runs a training so that SIGTERM and Ctrl-C end it with a checkpoint. */
final class Interruptible {

    private static final long PATIENCE_MILLIS = 30_000;

    private Interruptible() {}

    /** A run that may fail. */
    interface Body {
        MetaTraining.Outcome run() throws Exception;
    }

    static int run(MetaTraining training, Body body, Path out) throws Exception {
        Thread trainer = Thread.currentThread();
        Thread hook =
                new Thread(
                        () -> {
                            training.requestStop();
                            try {
                                trainer.join(PATIENCE_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        MetaTraining.Outcome outcome = body.run();
        if (outcome == MetaTraining.Outcome.STOPPED) {
            System.err.println("Stopped with a checkpoint; continue with: resume " + out);
            return 0;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        System.err.println("Done; the weights are in " + out.resolve("weights"));
        return 0;
    }
}
