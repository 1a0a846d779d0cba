package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of model and optimizer belong together, whenever the training was stopped. */
class SaveTrainingStateListenerTest {

    private static final String NAME = "toy";
    private static final int STEPS_PER_EPOCH = 3;

    @TempDir private Path dir;
    private WatchedBlock block;
    private Model model;
    private LearnedOptimizer optimizer;

    /** The toy network; notes whether a state exists while its parameters are written. */
    private final class WatchedBlock extends SequentialBlock {

        private final List<Boolean> stateExists = new ArrayList<>();
        private Path state = dir.resolve("none");
        private boolean failing;

        WatchedBlock() {
            add(Linear.builder().setUnits(5).build());
            add(Activation.reluBlock());
            add(Linear.builder().setUnits(Toy.OUTPUTS).build());
        }

        /** {@inheritDoc} */
        @Override
        public void saveParameters(DataOutputStream out) throws IOException {
            stateExists.add(Files.exists(state));
            if (failing) {
                throw new IOException("no room left");
            }
            super.saveParameters(out);
        }
    }

    @BeforeEach
    void open() {
        block = new WatchedBlock();
        model = Toy.model(block, new Shape(Toy.BATCH, Toy.INPUTS));
        optimizer = optimizer();
    }

    private static LearnedOptimizer optimizer() {
        return Family.CELO.build(Memory.HOST, 100);
    }

    @AfterEach
    void close() {
        model.close();
        optimizer.close();
    }

    private SaveTrainingStateListener saver(int checkpoint) {
        return new SaveTrainingStateListener(optimizer, dir, NAME, checkpoint);
    }

    /** Trains and returns the trainer, closed. */
    private Trainer train(SaveTrainingStateListener saver, int epochs) throws Exception {
        Loss loss = optimizer.observe(new SquaredError());
        try (Trainer trainer =
                model.newTrainer(Toy.config(loss, optimizer).addTrainingListeners(saver))) {
            EasyTrain.fit(trainer, epochs, Toy.data(trainer.getManager()), null);
            return trainer;
        }
    }

    private Path file(String name) {
        return dir.resolve(name);
    }

    private Set<String> files() {
        return new TreeSet<>(Arrays.asList(dir.toFile().list()));
    }

    /** What a new process makes of the folder: the epochs done, agreed on by both files. */
    private int resumed() throws Exception {
        try (LearnedOptimizer fresh = optimizer();
                Model other = Toy.model()) {
            Map<String, float[]> initial = Toy.values(other);
            int epoch = SaveTrainingStateListener.resume(fresh, other, dir, NAME);
            assertEquals(epoch * STEPS_PER_EPOCH, fresh.step());
            boolean loaded =
                    !Arrays.equals(
                            initial.get("01Linear_weight"),
                            Toy.values(other).get("01Linear_weight"));
            assertEquals(epoch > 0, loaded);
            if (epoch > 0) {
                assertEquals(Integer.toString(epoch), other.getProperty("Epoch"));
            }
            return epoch;
        }
    }

    @Test
    void everyCheckpointHasItsState() throws Exception {
        train(saver(1), 2);
        assertEquals(
                Set.of(
                        "toy-0001.params",
                        "toy-0001.optimizer",
                        "toy-0002.params",
                        "toy-0002.optimizer"),
                files());
        assertEquals(2, resumed());
    }

    @Test
    void checkpointsComeAsOftenAsAskedAndAtTheEnd() throws Exception {
        train(saver(2), 3);
        assertEquals(
                Set.of(
                        "toy-0002.params",
                        "toy-0002.optimizer",
                        "toy-0003.params",
                        "toy-0003.optimizer"),
                files());
    }

    @Test
    void checkpointsMayComeOnlyAtTheEnd() throws Exception {
        train(saver(-1), 3);
        assertEquals(Set.of("toy-0003.params", "toy-0003.optimizer"), files());
    }

    @Test
    void epochsBeforeThisTrainingCount() throws Exception {
        train(saver(1), 2);
        SaveTrainingStateListener saver = saver(1);
        saver.setEpoch(2);
        train(saver, 1);
        assertTrue(files().contains("toy-0003.params"));
        assertEquals(3, resumed());
    }

    /** As DJL does. */
    @Test
    void withoutANameTheModelsIsUsed() throws Exception {
        SaveTrainingStateListener saver = saver(-1);
        saver.setOverrideModelName(null);
        train(saver, 1);
        assertEquals(Set.of("toy-0001.params", "toy-0001.optimizer"), files());
    }

    @Test
    void checkpointsThatNeverComeAreRefused() {
        for (int checkpoint : new int[] {0, -2}) {
            assertThrows(IllegalArgumentException.class, () -> saver(checkpoint));
        }
    }

    /** DJL's callback sets properties of the model that are saved with it. */
    @Test
    void theCallbackComesBeforeEverySaving() throws Exception {
        List<Trainer> trainers = new ArrayList<>();
        SaveTrainingStateListener saver = saver(1);
        saver.setSaveModelCallback(
                trainer -> {
                    trainers.add(trainer);
                    trainer.getModel().setProperty("Calls", Integer.toString(trainers.size()));
                });
        Trainer trainer = train(saver, 2);
        assertEquals(2, trainers.size());
        assertSame(trainer, trainers.get(0));
        try (LearnedOptimizer fresh = optimizer();
                Model other = Toy.model()) {
            SaveTrainingStateListener.resume(fresh, other, dir, NAME);
            assertEquals("2", other.getProperty("Calls"));
        }
    }

    /** Otherwise a kill in between would leave new parameters with an old state. */
    @Test
    void theStateIsGoneWhileItsParametersAreWrittenAnew() throws Exception {
        train(saver(1), 2);
        block.state = file("toy-0001.optimizer");
        assertTrue(Files.exists(block.state));
        block.stateExists.clear();
        train(saver(1), 1);
        assertEquals(List.of(false), block.stateExists);
        assertTrue(Files.exists(block.state));
    }

    /** A training of hours must not end for a full disk. */
    @Test
    void aCheckpointThatFailsIsLoggedAndTheOneBeforeIsResumed() throws Exception {
        train(saver(1), 2);
        block.failing = true;
        SaveTrainingStateListener saver = saver(1);
        saver.setEpoch(2);
        try (CapturedLog log = new CapturedLog(SaveTrainingStateListener.class)) {
            train(saver, 2);
            assertEquals(
                    List.of(
                            "Failed to save checkpoint 3: no room left",
                            "Failed to save checkpoint 4: no room left"),
                    log.messages());
        }
        assertEquals(4 * STEPS_PER_EPOCH, optimizer.step());
        assertFalse(files().contains("toy-0003.optimizer"));
        assertEquals(2, resumed());
    }

    @Test
    void theNewestCompletePairIsResumed() throws Exception {
        train(saver(1), 4);
        assertEquals(4, resumed());
        Files.delete(file("toy-0004.optimizer"));
        assertEquals(3, resumed());
        Files.delete(file("toy-0003.params"));
        assertEquals(2, resumed());
    }

    @Test
    void whatWasHalfWrittenIsIgnored() throws Exception {
        train(saver(1), 2);
        byte[] params = Files.readAllBytes(file("toy-0002.params"));
        byte[] state = Files.readAllBytes(file("toy-0002.optimizer"));
        Files.write(file("toy-0003.params"), Arrays.copyOf(params, params.length / 2));
        Files.write(file("toy-0003.optimizer.5f0c.tmp"), Arrays.copyOf(state, state.length / 2));
        assertEquals(2, resumed());
    }

    @Test
    void filesOfOthersAreIgnored() throws Exception {
        train(saver(1), 1);
        for (String name :
                new String[] {"toy2-0005", "toyx0006", "toy-007", "toy-last", "a-toy-0008"}) {
            Files.copy(file("toy-0001.params"), file(name + ".params"));
            Files.copy(file("toy-0001.optimizer"), file(name + ".optimizer"));
        }
        assertEquals(1, resumed());
    }

    @Test
    void withoutACheckpointTheTrainingBegins() throws Exception {
        assertEquals(0, resumed());
        dir = dir.resolve("nowhere");
        assertEquals(0, resumed());
    }

    @Test
    void aCompletePairOfAnotherOptimizerIsNotPassedOver() throws Exception {
        train(saver(1), 1);
        try (LearnedOptimizer other = Family.CELO.build(Memory.HOST, 101);
                Model fresh = Toy.model()) {
            String message =
                    assertThrows(
                                    IOException.class,
                                    () -> SaveTrainingStateListener.resume(other, fresh, dir, NAME))
                            .getMessage();
            assertTrue(message.contains("setTotalSteps(100)"), message);
        }
    }
}
