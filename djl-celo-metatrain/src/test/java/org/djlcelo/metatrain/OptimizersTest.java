package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.optimizer.CeloAdamOptimizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer that can be meta-trained, through the command line. */
class OptimizersTest {

    @TempDir Path folder;
    private Cli cli;
    private Path run;

    @BeforeEach
    void open() {
        cli = new Cli(folder);
        run = folder.resolve("run");
    }

    /** All but VeLO at full size, whose particles need a gigabyte; VeLO-S differs in size alone. */
    static List<String> optimizers() {
        return LearnedOptimizers.names().stream().filter(name -> !name.equals("velo")).toList();
    }

    private static Stage stage(String optimizer) {
        return LearnedOptimizers.hasStages(optimizer) ? Stage.SCHEDULER : Stage.JOINT;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainsResumesMovesAndIsJudged(String optimizer) throws IOException {
        Path whole = folder.resolve("whole");
        // episodes end and begin
        String[] options = {"--optimizer", optimizer, "--horizons", "3,9"};
        Stage stage = stage(optimizer);
        cli.train(whole, stage, 6, options);
        cli.train(run, stage, 3, options);
        MetaParameters early = Cli.theta(run, stage, 3);
        assertEquals(optimizer, early.architecture().name());
        cli.succeed("resume", run.toString(), "--iterations", "6");
        assertEquals(Cli.metrics(whole), Cli.metrics(run));
        MetaParameters late = Cli.theta(run, stage, 6);
        assertEquals(Cli.theta(whole, stage, 6), late);
        assertNotEquals(early, late);
        Path moved = folder.resolve("moved");
        String portable = run.resolve("portable.bin").toString();
        String to = moved.toString();
        cli.succeed("resume", "--from", portable, "--out", to, "--iterations", "7");
        assertEquals(1, Cli.metrics(moved).size());
        Path weights = folder.resolve("exported.safetensors");
        cli.succeed("export", moved.toString(), "--to", weights.toString());
        cli.succeed(
                "evaluate",
                weights.toString(),
                "--tasks=digits",
                "--horizons=30",
                "--seeds=1",
                "--on=inner",
                "--adam=1e-2");
        assertTrue(cli.out().contains("exported.safetensors"), cli.out());
    }

    @Test
    void trainedCeloAdamIsWhatItsOptimizerReads() throws IOException {
        cli.train(run, Stage.SCHEDULER, 1, "--optimizer", "celo-adam");
        try (CeloAdamOptimizer optimizer =
                CeloAdamOptimizer.builder()
                        .setTotalSteps(10)
                        .optWeights(Cli.weights(run, Stage.SCHEDULER, 1))
                        .build()) {
            assertEquals(0, optimizer.step());
        }
    }

    /** Without weights to start from, all of random theta moves. */
    @Test
    void oneStageTrainsRuleAndSchedulerTogether() throws IOException {
        cli.train(run, Stage.JOINT, 2, "--snapshot-every", "1", "--weight-decay", "0");
        MetaParameters first = Cli.theta(run, Stage.JOINT, 1);
        MetaParameters second = Cli.theta(run, Stage.JOINT, 2);
        for (Stage part : Stage.TWO) {
            assertTrue(!Arrays.equals(part.extract(first), part.extract(second)), part.id());
        }
    }

    /** Rules are alike where only the scheduler differs, so that they are trained once. */
    @Test
    void ruleOfAnotherOptimizerWillDo() throws IOException {
        cli.train(run, Stage.RULE, 1);
        Path weights = Cli.weights(run, Stage.RULE, 1);
        List<String> staged = optimizers().stream().filter(LearnedOptimizers::hasStages).toList();
        for (String optimizer : staged) {
            Path other = folder.resolve(optimizer);
            String[] options = {"--optimizer", optimizer, "--init", weights.toString()};
            if (Stage.RULE.trained(Architecture.of(optimizer)).size() == 0) {
                cli.assertRefused("update rule", Cli.command(other, "scheduler", 1, options));
            } else {
                cli.train(other, Stage.SCHEDULER, 1, options);
                assertArrayEquals(
                        Stage.RULE.extract(Cli.theta(run, Stage.RULE, 1)),
                        Stage.RULE.extract(Cli.theta(other, Stage.SCHEDULER, 1)));
            }
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneSentence() throws IOException {
        cli.assertRefused("celo-adam", Cli.command(run, "scheduler", 1, "--optimizer", "sgd"));
        for (String stage : List.of("both", "rule", "joint")) {
            cli.assertRefused(
                    "--stage scheduler", Cli.command(run, stage, 1, "--optimizer", "celo-adam"));
        }
        cli.assertRefused(
                "--stage joint", Cli.command(run, "both", 1, "--optimizer", "adafac-mlp"));
        cli.train(run, Stage.SCHEDULER, 1, "--optimizer", "celo-adam");
        String weights = Cli.weights(run, Stage.SCHEDULER, 1).toString();
        cli.assertRefused("--as rule", "evaluate", weights, "--as", "rule");
    }
}
