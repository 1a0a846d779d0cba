package org.djlcelo.eval.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small golden files; the command replays all of them. */
class VerifierTest {

    @TempDir private Path folder;

    @Test
    void smallRecordingsAreMatchedByAllKernels() throws Exception {
        copy("golden/update_6x6_tie.npz");
        copy("golden/update_scalar.npz");
        copy("golden/accumulators.npz");
        copy("golden/trajectory_quadratic_T200.npz");
        copy("golden-baselines/learned_celo.npz");
        copy("golden-baselines/learned_celo_adam.npz");
        VerifyResult result = verify(Map.of("celo", official()));
        assertTrue(result.passed(), result::details);
        for (String kernel : new String[] {"scalar", "tiled", "ndarray", "torchscript", "java"}) {
            assertTrue(result.summary().contains(kernel), kernel);
        }
    }

    @Test
    void allLearnedRivalsAreMatched() throws Exception {
        for (String name :
                new String[] {
                    "adafac_mlp",
                    "rnn_mlp",
                    "nnadam",
                    "nnadam_clamp",
                    "velo_s",
                    "celo2",
                    "celo2base"
                }) {
            copy("golden-baselines/learned_" + name + ".npz");
        }
        VerifyResult result = verify(Map.of());
        assertTrue(result.passed(), result::details);
        String details = result.details();
        for (String quantity :
                new String[] {
                    "accumulators",
                    "features_norm",
                    "mlp_out",
                    "lstm_input",
                    "lstm_hidden",
                    "controls",
                    "coded",
                    "from_mlp",
                    "step",
                    "displacement",
                    "free run"
                }) {
            assertTrue(details.contains(quantity), quantity);
        }
    }

    @Test
    void scoresAreThoseOfTheLibrary() throws Exception {
        copy("golden-baselines/rliable.json");
        VerifyResult result = verify(Map.of());
        assertTrue(result.passed(), result::details);
        for (String quantity :
                new String[] {
                    "IQM", "interval of median, D", "profile of runs", "all outcomes of gap, 2x2"
                }) {
            assertTrue(result.details().contains(quantity), quantity);
        }
    }

    @Test
    void handDesignedOptimizersAreMatched() throws Exception {
        copy("golden-baselines/handmade.npz");
        copy("golden-baselines/shampoo.npz");
        VerifyResult result = verify(Map.of());
        assertTrue(result.passed(), result::details);
        for (String name : new String[] {"adam", "sm3", "nadamw_entry71", "shampoo_adagrad"}) {
            assertTrue(result.summary().contains(" " + name + " "), result::summary);
        }
        assertFalse(result.summary().contains("not checked"), result::summary);
    }

    /** Two networks in DJL's layouts: transposed weights, and a tie of window axes. */
    @Test
    void shortTrainingsAreMatched() throws Exception {
        copy("golden/digits.npz");
        copy("golden/trajectory_mlp_T200.npz");
        copy("golden/trajectory_conv_T200.npz");
        VerifyResult result = verify(Map.of("celo", official()));
        assertTrue(result.passed(), result::details);
    }

    @Test
    void oneWrongWeightIsNoticed() throws Exception {
        copy("golden/update_6x6_tie.npz");
        MetaParameters right = official();
        float[] vector = right.toVector();
        vector[right.architecture().offset("ff_mod_stack/~/w1")] += 1e-3f;
        VerifyResult result = verify(Map.of("celo", new MetaParameters(Architecture.CELO, vector)));
        assertFalse(result.passed());
        assertTrue(result.summary().contains("MISS"), result::summary);
    }

    @Test
    void whatCannotBeCheckedIsListedAndDoesNotPass() throws Exception {
        copy("golden/update_6x6_tie.npz");
        Files.writeString(folder.resolve("unheard_of.npz"), "");
        VerifyResult result = verify(Map.of());
        assertFalse(result.passed());
        assertTrue(result.summary().contains("--weights celo=FILE"), result::summary);
        assertTrue(result.summary().contains("unheard_of.npz"), result::summary);
        assertTrue(result.summary().contains("Nothing was checked"), result::summary);
    }

    @Test
    void trajectoriesNeedTheirData() throws Exception {
        copy("golden/trajectory_mlp_T200.npz");
        assertTrue(verify(Map.of("celo", official())).summary().contains("digits.npz"));
        assertEquals(
                1, verify(Map.of()).summary().lines().filter(l -> l.contains("--weights")).count());
    }

    private VerifyResult verify(Map<String, MetaParameters> weights) {
        return Verifier.run(folder, weights, Device.cpu(), file -> {});
    }

    private static MetaParameters official() throws Exception {
        return WeightsFile.read(SharedFolder.require("reference/celo-official/theta.state"))
                .theta();
    }

    private void copy(String name) throws Exception {
        Path source = SharedFolder.require("reference/" + name);
        Files.copy(source, folder.resolve(source.getFileName()));
    }
}
