package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarianceTest {

    @TempDir Path folder;

    /** Three vectors by hand: mean (2, 1), variances 3 and 1. */
    @Test
    void spreadIsThatOfItsDefinition() {
        Spread spread = new Spread(2);
        spread.add(new double[] {1, 0});
        spread.add(new double[] {1, 1});
        spread.add(new double[] {4, 2});
        assertEquals(4, spread.variance(), 1e-12);
        assertEquals(5 - 4 / 3.0, spread.signal(), 1e-12);
    }

    @Test
    void estimatorsAreComparedAtFixedWeights() throws IOException {
        Cli cli = new Cli(folder);
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 1);
        String weights = Cli.weights(run, Stage.RULE, 1).toString();
        String[] quick = {
            "variance",
            weights,
            "--tasks=digits",
            "--particles=2",
            "--truncation=5",
            "--horizons=3,9",
            "--blocks=3",
            "--block-length=2",
            "--warm-up=2",
            "--estimators=original,unbiased,nres"
        };
        cli.succeed(quick);
        List<String> lines = cli.out().lines().toList();
        assertEquals(4, lines.size(), cli.out());
        for (String line : lines.subList(1, 4)) {
            String[] fields = line.split(" +");
            assertEquals(6, fields.length, line);
            double product = Double.parseDouble(fields[3]) * Double.parseDouble(fields[4]);
            assertEquals(product, Double.parseDouble(fields[5]), 0.05 * product + 1e-12);
            assertTrue(Double.parseDouble(fields[2]) > 0, line);
        }
        cli.assertRefused("--blocks", "variance", weights, "--blocks=1");
    }
}
