package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that moves to another machine. */
class PortableCheckpointTest {

    @TempDir Path folder;
    private Path run;
    private Path moved;
    private Path portable;
    private Cli cli;

    @BeforeEach
    void open() {
        run = folder.resolve("run");
        moved = folder.resolve("moved");
        portable = run.resolve("portable.bin");
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void goesOnWithThetaAndTheMetaOptimizersMemory(Stage stage) throws IOException {
        cli.train(run, stage, 4);
        assertTrue(Files.size(portable) < 500_000, "small enough to mail");
        move(portable, moved, 5);
        List<JsonObject> metrics = Cli.metrics(moved);
        assertEquals(1, metrics.size());
        assertEquals(5, metrics.get(0).get("iteration").getAsInt());

        // a step of AdamW with its memory of four gradients: at most the rate, unlike a first one
        float[] before = stage.extract(Cli.theta(run, stage, 4));
        float[] after = stage.extract(Cli.theta(moved, stage, 5));
        double largest = 0;
        double smallest = 1;
        for (int i = 0; i < before.length; i++) {
            double change = Math.abs(after[i] - before[i]);
            largest = Math.max(largest, change);
            smallest = Math.min(smallest, change);
        }
        assertTrue(largest < 3e-3 && largest > 0, "no jump: " + largest);
        assertTrue(smallest < 0.9e-3, "a first step would move everything by the rate");
    }

    @Test
    void whatMovedIsARunLikeAnyOther() throws IOException {
        cli.train(run, Stage.RULE, 3);
        move(portable, moved, 8);
        Path parts = folder.resolve("parts");
        move(portable, parts, 5);
        cli.succeed("resume", parts.toString(), "--iterations", "8");
        assertEquals(Cli.metrics(moved), Cli.metrics(parts), "fresh particles, but once");
        Path whole = folder.resolve("whole");
        cli.train(whole, Stage.RULE, 8);
        assertNotEquals(
                Cli.metrics(whole).get(3), Cli.metrics(moved).get(0), "fresh particles differ");
        Provenance how = WeightsFile.read(Cli.weights(parts, Stage.RULE, 8)).provenance();
        assertTrue(how.get(Provenance.SOURCE).orElseThrow().contains("after rule 3"));
    }

    @Test
    void exportGivesTheSameFile() throws IOException {
        cli.train(run, Stage.RULE, 3);
        Path exported = folder.resolve("exported.bin");
        cli.succeed("export", run.toString(), "--to-portable", exported.toString());
        assertEquals(-1, Files.mismatch(portable, exported));
    }

    @Test
    void secondStageGoesOnFromTheFirst() throws IOException {
        cli.succeed(Cli.command(run, "both", 2));
        cli.succeed("resume", "--from", portable.toString(), "--out", moved.toString());
        assertEquals(
                Cli.theta(run, Stage.SCHEDULER, 2),
                Cli.theta(moved, Stage.SCHEDULER, 2),
                "nothing is left to do");
    }

    @Test
    void whatCannotBeUsedIsRefusedInOneSentence() throws IOException {
        cli.train(run, Stage.RULE, 1);
        String out = moved.toString();
        cli.assertRefused("no file", "resume", "--from", folder + "/no.bin", "--out", out);
        byte[] content = Files.readAllBytes(portable);
        content[content.length / 3]++;
        Files.write(portable, content);
        cli.assertRefused("checksum", "resume", "--from", portable.toString(), "--out", out);
        String checkpoint = run.resolve("checkpoint.bin").toString();
        cli.assertRefused("no portable", "resume", "--from", checkpoint, "--out", out);
        assertTrue(Files.notExists(moved), "a refused run leaves nothing behind");
    }

    private void move(Path from, Path to, int iterations) {
        cli.succeed(
                "resume",
                "--from",
                from.toString(),
                "--out",
                to.toString(),
                "--iterations",
                Integer.toString(iterations));
    }
}
