package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run survives. */
class CheckpointTest {

    @TempDir Path folder;
    private Path run;
    private Path current;
    private Path previous;
    private Cli cli;

    @BeforeEach
    void open() {
        run = folder.resolve("run");
        current = run.resolve("checkpoint.bin");
        previous = run.resolve("checkpoint.previous.bin");
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void resumedRunEqualsAnUninterruptedOne(Stage stage) throws IOException {
        Path whole = folder.resolve("whole");
        cli.train(whole, stage, 12, "--threads", "1");
        cli.train(run, stage, 7, "--threads", "2");
        // what a process that was killed after its last checkpoint leaves behind
        Files.writeString(
                run.resolve("metrics.jsonl"), "{\"stage\":\"ru", StandardOpenOption.APPEND);
        cli.succeed("resume", run.toString(), "--iterations", "12");
        assertEquals(Cli.metrics(whole), Cli.metrics(run));
        assertEquals(12, Cli.metrics(run).size());
        assertEquals(Cli.theta(whole, stage, 12), Cli.theta(run, stage, 12));
    }

    @Test
    void damagedCheckpointFallsBackToTheOneBeforeAndSaysSo() throws IOException {
        cli.train(run, Stage.RULE, 4, "--checkpoint-minutes", "1e-9");
        List<JsonObject> expected = Cli.metrics(run);
        byte[] content = Files.readAllBytes(current);
        content[content.length / 2]++;
        Files.write(current, content);
        try (CapturedLog log = new CapturedLog(RunFolder.class)) {
            cli.succeed("resume", run.toString());
            assertEquals(2, log.messages().size(), log.messages()::toString);
            assertTrue(log.messages().get(0).contains("checksum"), log.messages()::toString);
            assertTrue(log.messages().get(1).contains(previous.toString()), "says which");
        }
        assertEquals(expected, Cli.metrics(run));
        Files.write(current, new byte[3]);
        Files.write(previous, new byte[0]);
        cli.assertRefused("no usable checkpoint", "resume", run.toString());
    }

    @Test
    void checkpointKilledBetweenTwoRenamesIsNoLoss() throws IOException {
        cli.train(run, Stage.RULE, 3);
        List<JsonObject> expected = Cli.metrics(run);
        Files.move(current, previous);
        cli.succeed("resume", run.toString());
        assertEquals(expected, Cli.metrics(run));
    }

    /** A folder in the way fails as a full disk does, on every platform. */
    @Test
    void trainingGoesOnWithoutRoomForCheckpoints() throws IOException {
        Path whole = folder.resolve("whole");
        cli.train(whole, Stage.RULE, 6);
        cli.train(run, Stage.RULE, 3);
        byte[] before = Files.readAllBytes(current);
        Path obstacle = Files.createDirectories(run.resolve("checkpoint.bin.tmp/full"));
        String[] more = {"resume", run.toString(), "--iterations", "6"};
        try (CapturedLog log = new CapturedLog(RunWriter.class)) {
            cli.assertRefused("free some space", more);
            assertTrue(
                    log.messages().get(0).contains("training goes on"), log.messages()::toString);
        }
        assertEquals(Cli.metrics(whole), Cli.metrics(run), "all iterations are made");
        assertArrayEquals(before, Files.readAllBytes(current), "the old checkpoint stays");
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        cli.succeed(more);
        assertEquals(Cli.metrics(whole), Cli.metrics(run));
        assertEquals(Cli.theta(whole, Stage.RULE, 6), Cli.theta(run, Stage.RULE, 6));
    }

    /** Two processes would write over each other. */
    @Test
    void aRunThatStillGoesOnIsNotResumed() throws IOException {
        cli.train(run, Stage.RULE, 3);
        List<JsonObject> expected = Cli.metrics(run);
        Path metrics = run.resolve("metrics.jsonl");
        String[] more = {"resume", run.toString(), "--iterations", "4"};
        try (Metrics other = Metrics.open(metrics, Files.size(metrics))) {
            cli.assertRefused("still going on", more);
            assertEquals(Files.size(metrics), other.flush());
            assertEquals(expected, Cli.metrics(run));
        }
        cli.succeed(more);
        assertEquals(4, Cli.metrics(run).size());
    }

    @Test
    void otherFormatsAreRefusedInOneSentence() {
        byte[] old = "CELOMT00 and whatever".getBytes(StandardCharsets.US_ASCII);
        UserException refused =
                assertThrows(UserException.class, () -> Checkpoint.decode(old, Architecture.CELO));
        assertTrue(refused.getMessage().contains("format 00"), refused.getMessage());
        byte[] other = "something else".getBytes(StandardCharsets.US_ASCII);
        assertThrows(IOException.class, () -> Checkpoint.decode(other, Architecture.CELO));
    }
}
