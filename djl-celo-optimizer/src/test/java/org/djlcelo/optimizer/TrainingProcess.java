package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A training as users write it, resumed where an earlier process left it: the main class of a child
 * that may be killed.
 */
final class TrainingProcess {

    static final String NAME = "toy";
    static final int EPOCHS = 30;
    static final String IN_THE_MIDDLE = "in the middle of an epoch";
    static final String AN_EPOCH = "an epoch is done";

    /** How a training ends. */
    enum End {
        /** By itself. */
        GOOD,

        /** Waits in the middle of the third epoch of this process to be killed. */
        KILLED_IN_AN_EPOCH,

        /** Runs on, and waits at the end, to be killed at any time. */
        KILLED_AT_ANY_TIME
    }

    private TrainingProcess() {}

    static String resumedAfter(int epochs) {
        return "resumed after " + epochs;
    }

    /**
     * Trains.
     *
     * @param args memory, folder of the checkpoints, how it ends
     */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        End end = End.valueOf(args[2]);
        int total = TrainingSteps.of(Toy.RECORDS, Toy.BATCH, EPOCHS);
        try (LearnedOptimizer celo = Family.CELO.build(Memory.valueOf(args[0]), total);
                Model model = Toy.model()) {
            int done = SaveTrainingStateListener.resume(celo, model, dir, NAME);
            System.out.println(resumedAfter(done));
            SaveTrainingStateListener saver = new SaveTrainingStateListener(celo, dir, NAME, 1);
            saver.setEpoch(done);
            TrainingConfig config =
                    Toy.config(celo.observe(new SquaredError()), celo)
                            .addTrainingListeners(saver, new Progress(end));
            try (Trainer trainer = model.newTrainer(config)) {
                EasyTrain.fit(trainer, EPOCHS - done, Toy.data(trainer.getManager()), null);
            }
            if (end != End.GOOD) {
                System.out.println(AN_EPOCH);
                waitForTheKill();
            }
        }
    }

    /** Nobody ever writes to a child. */
    private static void waitForTheKill() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the parent how far the training is. */
    private static final class Progress extends TrainingListenerAdapter {

        private final End end;
        private int epochs;
        private int batches;

        Progress(End end) {
            this.end = end;
        }

        /** {@inheritDoc} */
        @Override
        public void onTrainingBatch(Trainer trainer, BatchData batchData) {
            batches++;
            if (end == End.KILLED_IN_AN_EPOCH && epochs == 2 && batches == 2) {
                System.out.println(IN_THE_MIDDLE);
                waitForTheKill();
            }
        }

        /** {@inheritDoc} */
        @Override
        public void onEpoch(Trainer trainer) {
            epochs++;
            batches = 0;
            System.out.println(AN_EPOCH);
        }
    }
}
