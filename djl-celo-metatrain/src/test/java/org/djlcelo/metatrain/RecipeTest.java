package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes from the command line: each has an effect, and each run can be resumed. */
class RecipeTest {

    @TempDir Path folder;
    private Cli cli;

    @BeforeEach
    void open() {
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--augmentation=none",
                "--augmentation=tensor",
                "--augmentation=parameter",
                "--augmentation=list",
                "--augmentation-range=0.1,10",
                "--horizons=3,9",
                "--objective=final --horizons=3,9",
                "--freezing=official",
                "--estimator=original --horizons=3,9",
                "--estimator=nres --horizons=3,9",
                "--estimator=es --horizons=3,9",
                "--average=0.5",
                "--clip=1e-9"
            })
    void everySettingHasAnEffectAndIsResumed(String recipe) throws IOException {
        Path plain = folder.resolve("plain");
        cli.train(plain, Stage.RULE, 6);
        Path whole = folder.resolve("whole");
        cli.train(whole, Stage.RULE, 6, recipe.split(" "));
        assertNotEquals(Cli.theta(plain, Stage.RULE, 6), Cli.theta(whole, Stage.RULE, 6));
        Path parts = folder.resolve("parts");
        cli.train(parts, Stage.RULE, 3, recipe.split(" "));
        cli.succeed("resume", parts.toString(), "--iterations", "6");
        assertEquals(Cli.metrics(whole), Cli.metrics(parts));
        assertEquals(Cli.theta(whole, Stage.RULE, 6), Cli.theta(parts, Stage.RULE, 6));
    }

    @Test
    void schedulerPerturbsTheFrozenRuleAsTheOriginal() throws IOException {
        Path real = folder.resolve("real");
        cli.train(real, Stage.SCHEDULER, 2);
        Path official = folder.resolve("official");
        cli.train(official, Stage.SCHEDULER, 2, "--freezing=official", "--weight-decay=0");
        assertNotEquals(Cli.metrics(real), Cli.metrics(official));
        assertArrayEquals(
                Stage.RULE.extract(Cli.theta(real, Stage.SCHEDULER, 2)),
                Stage.RULE.extract(Cli.theta(official, Stage.SCHEDULER, 2)),
                "perturbed but, without decay, not moved");
    }

    @Test
    void schedulesKnowTheirEnd() throws IOException {
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 3, "--schedule=cosine", "--final-lr=1e-5");
        cli.assertRefused("schedule", "resume", run.toString(), "--iterations", "6");
        Path constant = folder.resolve("constant");
        cli.train(constant, Stage.RULE, 3);
        assertNotEquals(Cli.theta(run, Stage.RULE, 3), Cli.theta(constant, Stage.RULE, 3));
    }

    @Test
    void stagesGoOnFromAveragedWeights() throws IOException {
        Path run = folder.resolve("run");
        cli.succeed(Cli.command(run, "both", 2, "--average=0.9"));
        assertArrayEquals(
                Stage.RULE.extract(Cli.theta(run, Stage.RULE, 2)),
                Stage.RULE.extract(Cli.theta(run, Stage.SCHEDULER, 2)));
    }

    /** What runs wrote before there were recipes. */
    @Test
    void runWithoutARecipeHasThePapers() throws IOException {
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 2);
        Path file = run.resolve("run.json");
        String json = Files.readString(file);
        int recipe = json.indexOf(",\n    \"recipe\"");
        int end = json.indexOf("\n  },\n  \"data\"");
        assertTrue(recipe > 0 && end > recipe, json);
        Files.writeString(file, json.substring(0, recipe) + json.substring(end));
        assertEquals(Recipe.PAPER, new RunFolder(run).description().settings().recipe());
        cli.succeed("resume", run.toString(), "--iterations", "4");
        Path whole = folder.resolve("whole");
        cli.train(whole, Stage.RULE, 4);
        assertEquals(Cli.metrics(whole), Cli.metrics(run));
    }

    @Test
    void weightsNameTheirEstimator() throws IOException {
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 1, "--estimator=es", "--horizons=3,5");
        Provenance how = WeightsFile.read(Cli.weights(run, Stage.RULE, 1)).provenance();
        assertTrue(how.get(Provenance.ESTIMATOR).orElseThrow().contains("antithetic ES"));
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneSentence() {
        String out = folder.resolve("new").toString();
        String[][] refused = {
            {"--average", "--average=1"},
            {"--clip", "--clip=0"},
            {"--final-lr", "--final-lr=-1"},
            {"range", "--horizons=10,5"},
            {"range", "--augmentation-range=2,1"},
            {"two numbers", "--horizons=10"},
            {"unbiased", "--objective=final --estimator=original"},
        };
        for (String[] each : refused) {
            String[] options = each[1].split(" ");
            String[] args = new String[3 + options.length];
            args[0] = "train";
            args[1] = "--out";
            args[2] = out;
            System.arraycopy(options, 0, args, 3, options.length);
            cli.assertRefused(each[0], args);
        }
    }
}
