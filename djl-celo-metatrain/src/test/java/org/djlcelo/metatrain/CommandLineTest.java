package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Short runs from the command line, with what they leave on disk. */
class CommandLineTest {

    /** A small run: embedded digits, one pair, truncations of five steps. */
    private static final List<String> SMALL =
            List.of("--tasks", "digits", "--particles", "2", "--truncation", "5", "--seed", "3");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @EnumSource(Stage.class)
    void resumedRunEqualsAnUninterruptedOne(Stage stage) throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        train(whole, stage, 12, "--threads", "1");
        train(parts, stage, 7, "--threads", "2");
        // what a process that was killed after its last checkpoint leaves behind
        Files.writeString(
                parts.resolve("metrics.jsonl"), "{\"stage\":\"ru", StandardOpenOption.APPEND);
        assertEquals(0, run("resume", parts.toString(), "--iterations", "12"));
        assertEquals(metrics(whole), metrics(parts));
        assertEquals(12, metrics(parts).size());
        assertEquals(theta(whole, stage, 12), theta(parts, stage, 12));
    }

    @Test
    void damagedCheckpointFallsBackToTheOneBefore() throws IOException {
        Path run = folder.resolve("run");
        train(run, Stage.RULE, 4, "--checkpoint-minutes", "1e-9");
        List<JsonObject> expected = metrics(run);
        Path current = run.resolve("checkpoint.bin");
        byte[] content = Files.readAllBytes(current);
        content[content.length / 2]++;
        Files.write(current, content);
        assertEquals(0, run("resume", run.toString()));
        assertEquals(expected, metrics(run));
        Files.write(current, new byte[3]);
        Files.write(run.resolve("checkpoint.previous.bin"), new byte[0]);
        assertRefused("no usable checkpoint", "resume", run.toString());
    }

    @Test
    void eachStageLeavesTheOthersParametersAlone() throws IOException {
        Path run = folder.resolve("both");
        assertEquals(
                0, run(command(run, "both", 3, "--snapshot-every", "1", "--weight-decay", "1")));
        float[] scheduler = Stage.SCHEDULER.extract(theta(run, Stage.RULE, 1));
        MetaParameters afterRule = theta(run, Stage.RULE, 3);
        assertArrayEquals(scheduler, Stage.SCHEDULER.extract(afterRule));
        MetaParameters afterBoth = theta(run, Stage.SCHEDULER, 3);
        assertArrayEquals(Stage.RULE.extract(afterRule), Stage.RULE.extract(afterBoth));
        assertTrue(
                !Arrays.equals(scheduler, Stage.SCHEDULER.extract(afterBoth)),
                "the second stage must train");
    }

    @Test
    void weightsTellHowTheyWereMade() throws IOException {
        Path first = folder.resolve("first");
        train(first, Stage.RULE, 2, "--commit", "abc123");
        Path exported = folder.resolve("rule.safetensors");
        assertEquals(0, run("export", first.toString(), "--to", exported.toString()));
        Path second = folder.resolve("second");
        train(second, Stage.SCHEDULER, 1, "--init", exported.toString());
        Weights weights = WeightsFile.read(weights(second, Stage.SCHEDULER, 1));
        Provenance how = weights.provenance();
        assertEquals("scheduler 1", how.get(Provenance.ITERATIONS).orElseThrow());
        assertTrue(how.get(Provenance.DATA).orElseThrow().contains("scikit-learn"));
        assertTrue(how.get(Provenance.SOURCE).orElseThrow().contains("rule 2"));
        assertTrue(how.get(Provenance.SOURCE).orElseThrow().contains("abc123"));
        assertTrue(how.get(Provenance.COMMAND).orElseThrow().startsWith("train --stage"));
        assertEquals(0, run("info", exported.toString()));
        assertTrue(out.toString().contains("commit: abc123"), out.toString());
    }

    @Test
    void evaluationShowsWeightsBesideAdam() throws IOException {
        Path run = folder.resolve("run");
        train(run, Stage.RULE, 1);
        assertEquals(
                0,
                run(
                        "evaluate",
                        weights(run, Stage.RULE, 1).toString(),
                        "--as=rule",
                        "--tasks=digits",
                        "--horizons=30",
                        "--seeds=1",
                        "--adam=1e-2"));
        assertTrue(out.toString().contains("rule-000001.safetensors"), out.toString());
        assertTrue(out.toString().contains("best Adam"), out.toString());
    }

    @Test
    void badInputIsOneSentenceAndExitCode2() throws IOException {
        String out = folder.resolve("new").toString();
        assertRefused("photos", "train", "--out", out, "--tasks", "photos");
        assertRefused("no directory", "train", "--out", out, "--data-dir", folder + "/no");
        assertRefused("no such file", "train", "--out", out, "--init", folder + "/no.safetensors");
        assertRefused("--init", "train", "--out", out, "--stage", "scheduler");
        assertRefused("--lr", "train", "--out", out, "--lr", "-1");
        assertRefused("no run", "resume", folder.toString());
        assertRefused("no run", "export", folder.toString(), "--to", out);
        assertRefused("no such file", "info", folder + "/no.safetensors");
        assertTrue(Files.notExists(folder.resolve("new")), "a refused run leaves nothing behind");
        assertEquals(2, run("train", "--out", out, "--iterations", "many"));
        Path run = folder.resolve("run");
        train(run, Stage.RULE, 1);
        assertRefused("already", command(run, "rule", 1));
    }

    private void assertRefused(String part, String... args) {
        err.getBuffer().setLength(0);
        assertEquals(2, run(args));
        String message = err.toString().strip();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }

    private void train(Path to, Stage stage, int iterations, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(more));
        if (stage == Stage.SCHEDULER && !args.contains("--init")) {
            Path init = folder.resolve("init");
            if (Files.notExists(init)) {
                train(init, Stage.RULE, 1);
            }
            args.addAll(List.of("--init", weights(init, Stage.RULE, 1).toString()));
        }
        String[] command = command(to, stage.id(), iterations, args.toArray(new String[0]));
        assertEquals(0, run(command), err.toString());
    }

    private static String[] command(Path to, String stage, int iterations, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--stage", stage));
        args.addAll(List.of("--iterations", Integer.toString(iterations)));
        args.addAll(List.of("--out", to.toString()));
        args.addAll(SMALL);
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    private static Path weights(Path run, Stage stage, int iteration) {
        return run.resolve("weights")
                .resolve(String.format("%s-%06d.safetensors", stage.id(), iteration));
    }

    private static MetaParameters theta(Path run, Stage stage, int iteration) throws IOException {
        return WeightsFile.read(weights(run, stage, iteration)).theta();
    }

    private static List<JsonObject> metrics(Path run) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonObject json = new Gson().fromJson(line, JsonObject.class);
            json.remove("seconds");
            lines.add(json);
        }
        return lines;
    }
}
