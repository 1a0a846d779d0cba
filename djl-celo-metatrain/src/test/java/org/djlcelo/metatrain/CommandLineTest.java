package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short runs from the command line, with what they leave on disk. */
class CommandLineTest {

    private static final String ETA_BIAS = "rnn_params/step_size/b";

    @TempDir Path folder;
    private Cli cli;

    @BeforeEach
    void open() {
        cli = new Cli(folder);
    }

    @Test
    void eachStageLeavesTheOthersParametersAlone() throws IOException {
        Path run = folder.resolve("both");
        cli.succeed(Cli.command(run, "both", 3, "--snapshot-every", "1", "--weight-decay", "1"));
        float[] scheduler = Stage.SCHEDULER.extract(Cli.theta(run, Stage.RULE, 1));
        MetaParameters afterRule = Cli.theta(run, Stage.RULE, 3);
        assertArrayEquals(scheduler, Stage.SCHEDULER.extract(afterRule));
        MetaParameters afterBoth = Cli.theta(run, Stage.SCHEDULER, 3);
        assertArrayEquals(Stage.RULE.extract(afterRule), Stage.RULE.extract(afterBoth));
        assertTrue(
                !Arrays.equals(scheduler, Stage.SCHEDULER.extract(afterBoth)),
                "the second stage must train");
    }

    @Test
    void weightsTellHowTheyWereMade() throws IOException {
        Path first = folder.resolve("first");
        cli.train(first, Stage.RULE, 2, "--commit", "abc123");
        Path exported = folder.resolve("rule.safetensors");
        cli.succeed("export", first.toString(), "--to", exported.toString());
        Path second = folder.resolve("second");
        cli.train(second, Stage.SCHEDULER, 1, "--init", exported.toString());
        Weights weights = WeightsFile.read(Cli.weights(second, Stage.SCHEDULER, 1));
        Provenance how = weights.provenance();
        assertEquals("scheduler 1", how.get(Provenance.ITERATIONS).orElseThrow());
        assertTrue(how.get(Provenance.DATA).orElseThrow().contains("scikit-learn"));
        assertTrue(how.get(Provenance.SOURCE).orElseThrow().contains("rule 2"));
        assertTrue(how.get(Provenance.SOURCE).orElseThrow().contains("abc123"));
        assertTrue(how.get(Provenance.COMMAND).orElseThrow().startsWith("train --stage"));
        cli.succeed("info", exported.toString());
        assertTrue(cli.out().contains("commit: abc123"), cli.out());
    }

    @Test
    void theRuleAloneIsExported() throws IOException {
        Path run = folder.resolve("rule-run");
        cli.train(run, Stage.RULE, 1);
        String out = folder.resolve("celo-rule.safetensors").toString();
        cli.succeed("export", run.toString(), "--as", "celo-rule", "--to", out);
        Weights rule = WeightsFile.read(Path.of(out));
        assertEquals(Architecture.CELO_RULE, rule.theta().architecture());
        MetaParameters whole = WeightsFile.read(Cli.weights(run, Stage.RULE, 1)).theta();
        for (TensorSpec tensor : Architecture.CELO_RULE.tensors()) {
            assertArrayEquals(whole.get(tensor.name()), rule.theta().get(tensor.name()));
        }
        cli.assertRefused("celo2", "export", run.toString(), "--as", "celo2", "--to", out);
    }

    @Test
    void aScheduleIsScaledAsAWhole() throws IOException {
        Path run = folder.resolve("scheduler-run");
        cli.train(run, Stage.RULE, 1);
        Path weights = Cli.weights(run, Stage.RULE, 1);
        String half = folder.resolve("half.safetensors").toString();
        String quarter = folder.resolve("quarter.safetensors").toString();
        cli.succeed("scale", weights.toString(), "--eta", "0.5", "--to", half);
        cli.succeed("scale", half, "--eta", "0.5", "--to", quarter);
        Weights scaled = WeightsFile.read(Path.of(quarter));
        assertEquals("0.25", scaled.provenance().get("eta_multiplier").orElseThrow());
        assertEquals(
                Scheduler.scaled(WeightsFile.read(weights).theta(), 0.25).get(ETA_BIAS)[0],
                scaled.theta().get(ETA_BIAS)[0],
                1e-6);
        cli.assertRefused("positive", "scale", half, "--eta", "-1", "--to", quarter);
    }

    @Test
    void evaluationShowsWeightsBesideAdam() throws IOException {
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 1);
        String weights = Cli.weights(run, Stage.RULE, 1).toString();
        List<String> quick = List.of("--tasks=digits", "--horizons=30", "--seeds=1", "--adam=1e-2");
        List<String> args = new ArrayList<>(List.of("evaluate", weights, "--as=rule"));
        args.addAll(quick);
        cli.succeed(args.toArray(new String[0]));
        String out = cli.out();
        assertTrue(out.contains("inner tasks, T = 30, 1 seeds"), out);
        assertTrue(out.contains("validation tasks without mnist, photos, glyphs"), out);
        assertEquals(4, out.lines().filter(l -> l.startsWith("rule-000001.safetensors")).count());
        assertEquals(2, out.lines().filter(l -> l.startsWith("best Adam")).count());
        assertTrue(out.contains("final-loss score / speed-up"), out);
        cli.assertRefused("--seeds", "evaluate", weights, "--seeds=0", "--on=inner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"celo-official", "celo-adam-official"})
    void officialWeightsAreImported(String official) throws IOException {
        Path state = SharedFolder.require("reference/" + official + "/theta.state");
        Path imported = folder.resolve("imported.safetensors");
        cli.succeed(
                "import-flax",
                state.toString(),
                "--to",
                imported.toString(),
                "--source=github.com/amoudgl/celo",
                "--license=MIT");
        Weights weights = WeightsFile.read(imported);
        assertEquals(WeightsFile.read(state).theta(), weights.theta());
        String source = weights.provenance().get(Provenance.SOURCE).orElseThrow();
        assertTrue(source.contains("amoudgl") && source.contains("sha256"), source);
    }

    @Test
    void badInputIsOneSentenceAndExitCode2() throws IOException {
        String out = folder.resolve("new").toString();
        cli.assertRefused("photos", "train", "--out", out, "--tasks", "photos");
        cli.assertRefused("no directory", "train", "--out", out, "--data-dir", folder + "/no");
        cli.assertRefused(
                "no such file", "train", "--out", out, "--init", folder + "/no.safetensors");
        cli.assertRefused("--init", "train", "--out", out, "--stage", "scheduler");
        cli.assertRefused("same name", "train", "--out", out, "--tasks", "digits,digits");
        cli.assertRefused("--lr", "train", "--out", out, "--lr", "-1");
        cli.assertRefused("no run", "resume", folder.toString());
        cli.assertRefused("no run", "export", folder.toString(), "--to", out);
        cli.assertRefused("no such file", "info", folder + "/no.safetensors");
        assertTrue(Files.notExists(folder.resolve("new")), "a refused run leaves nothing behind");
        assertEquals(2, cli.run("train", "--out", out, "--iterations", "many"));
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 1);
        cli.assertRefused("already", Cli.command(run, "rule", 1));
    }
}
