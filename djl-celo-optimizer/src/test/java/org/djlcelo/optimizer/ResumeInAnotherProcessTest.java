package org.djlcelo.optimizer;

import static org.djlcelo.optimizer.TrainingProcess.EPOCHS;
import static org.djlcelo.optimizer.TrainingProcess.NAME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.djlcelo.optimizer.TrainingProcess.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A training that is killed, however it is killed, ends as if it had not been. */
class ResumeInAnotherProcessTest {

    @TempDir private Path dir;

    private static ChildJvm train(Memory memory, Path checkpoints, End end) throws Exception {
        return ChildJvm.start(TrainingProcess.class, memory, checkpoints, end);
    }

    private static void trainToTheEnd(Memory memory, Path checkpoints, int from) throws Exception {
        try (ChildJvm child = train(memory, checkpoints, End.GOOD)) {
            child.await(TrainingProcess.resumedAfter(from));
            child.awaitEnd();
        }
    }

    private static Map<String, float[]> values(Path checkpoints) throws Exception {
        try (Model model = Toy.model()) {
            model.load(checkpoints, NAME, Map.of("epoch", Integer.toString(EPOCHS)));
            return Toy.values(model);
        }
    }

    private static byte[] state(Path checkpoints) throws Exception {
        return Files.readAllBytes(SaveTrainingStateListener.stateFile(checkpoints, NAME, EPOCHS));
    }

    private static void assertSame(Path through, Path killed) throws Exception {
        Toy.assertSame(values(through), values(killed));
        assertArrayEquals(state(through), state(killed));
    }

    @ParameterizedTest
    @EnumSource
    void aTrainingKilledInTheMiddleOfAnEpochLosesNothing(Memory memory) throws Exception {
        Path through = dir.resolve("through");
        trainToTheEnd(memory, through, 0);
        Path killed = dir.resolve("killed");
        try (ChildJvm child = train(memory, killed, End.KILLED_IN_AN_EPOCH)) {
            child.await(TrainingProcess.IN_THE_MIDDLE);
            child.kill();
        }
        trainToTheEnd(memory, killed, 2);
        assertSame(through, killed);
    }

    /** Wherever it is then: in a step, or in the middle of a checkpoint. */
    @Test
    void aTrainingKilledAgainAndAgainAtAnyTimeLosesNothing() throws Exception {
        Path through = dir.resolve("through");
        trainToTheEnd(Memory.HOST, through, 0);
        Path killed = dir.resolve("killed");
        for (int epochs = 1; epochs <= 3; epochs++) {
            try (ChildJvm child = train(Memory.HOST, killed, End.KILLED_AT_ANY_TIME)) {
                for (int i = 0; i < epochs; i++) {
                    child.await(TrainingProcess.AN_EPOCH);
                }
                child.kill();
            }
        }
        try (ChildJvm child = train(Memory.HOST, killed, End.GOOD)) {
            child.awaitEnd();
        }
        assertSame(through, killed);
    }
}
