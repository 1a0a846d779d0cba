package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of SVHN is trained on. */
class SplitTest {

    /** In the format of CIFAR-100: two labels and 32x32 pixels in three colours. */
    private static final int SAMPLE = 2 + 3 * 32 * 32;

    @TempDir Path folder;

    @Test
    void svhnIsCutShortOnlyWhereThatIsWanted() throws IOException {
        Path svhn = Files.createDirectories(folder.resolve("data").resolve("svhn"));
        Files.write(svhn.resolve("train.bin"), new byte[1000 * SAMPLE]);
        Files.write(svhn.resolve("test.bin"), new byte[SAMPLE]);
        assertTrue(data("usual").contains("(800 samples, first 80 % of train, 8x8 grey)"));
        String reference = data("published", "--split", "reference");
        assertTrue(reference.contains("(733 samples, first 1 % of train, 8x8 grey)"), reference);
        Path run = folder.resolve("published");
        new Cli(folder).succeed("resume", run.toString(), "--iterations", "2");
        assertEquals(2, Cli.metrics(run).size());
    }

    /** What the weights of a run say of their data. */
    private String data(String name, String... more) throws IOException {
        Path run = folder.resolve(name);
        String[] args = {
            "train",
            "--stage=rule",
            "--iterations=1",
            "--particles=1",
            "--truncation=2",
            "--data-dir=" + folder.resolve("data"),
            "--out=" + run
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        new Cli(folder).succeed(all);
        return WeightsFile.read(Cli.weights(run, Stage.RULE, 1))
                .provenance()
                .get(Provenance.DATA)
                .orElseThrow();
    }
}
