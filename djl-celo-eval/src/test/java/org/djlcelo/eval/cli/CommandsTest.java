package org.djlcelo.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    run --tasks letters-mpl         | did you mean "letters-mlp"
                    run --optimizers cleo           | did you mean "celo"
                    run --optimizers adam@fast      | no learning rate
                    run --optimizers adam@-1        | no learning rate
                    run --optimizers yogy           | did you mean "yogi"
                    run --optimizers yogi@fast      | no learning rate
                    run --optimizers lamb@0         | no learning rate
                    run --optimizers celo@0.1       | Unknown optimizer
                    run --optimizers nadamw@15      | index from 0 to 14
                    run --optimizers nadamw@x       | index from 0 to 14
                    run --optimizers nadamw --nadamw-count 0 | --nadamw-count must be at least 1
                    run --optimizers nadamw --nadamw-list no/file | no/file
                    run --suite quik                | did you mean "quick"
                    run --steps 0                   | --steps must be at least 1
                    run --seeds 0                   | --seeds must be at least 1
                    run --steps many                | many
                    run --data-dir no/such/folder   | no data directory
                    run --suite paper               | "fashion-mnist" is not in
                    run --suite standard --substitute fashion-mnist=letters | "cifar10" is not in
                    run --substitute cifar=letters  | did you mean "cifar10"
                    run --split refrence            | did you mean "reference"
                    run --tasks cifar10-mlp-tanh --substitute cifar10=letters | cannot be used for
                    run --weights no/such/file      | no such file
                    run --weights no-such-artifact  | no-such-artifact
                    run --optimizers adam --device tpu | Unknown device
                    run --search-seeds 0            | --search-seeds must be at least 1
                    run --jobs 0                    | --jobs must be at least 1
                    run --threads 0                 | --threads must be at least 1
                    run --budget soon               | --budget must be a time
                    run --budget 0m                 | --budget must be a time
                    run --optimizers velo           | --weights velo=FILE
                    run --optimizers adam@0.1+tau=0 | is no factor
                    run --weights adam=x            | no weights for "adam"
                    run --weights celo-x=no/file --optimizers celo-x | no such file
                    run --plan --weights no/such/file | no such file
                    run --bogus                     | --bogus
                    score                           | --in
                    score --in no/such/folder       | no such file
                    score --in . --replicates 0     | --replicates must be at least 1
                    score --in . --resample task    | did you mean "tasks"
                    report --in no/such/folder      | no such file
                    verify --reference no/such      | no/such
                    bench --only resnet81-tensors   | did you mean "resnet18-tensors"
                    bench --threads 0               | --threads must be at least 1
                    bench --forks 0                 | --forks must be at least 1
                    bench --weights no/such/file    | no such file
                    bench --device tpu              | Unknown device
                    verify --reference . --weights ceol=x | did you mean "celo"
                    """)
    void badInputIsOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        int code = execute(arguments.split(" "));
        assertEquals(2, code, err::toString);
        assertTrue(err.toString().contains(sentence), err::toString);
        assertTrue(err.toString().lines().count() <= 2, err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void benchOnAGpuNeedsAGpu() {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "there is a GPU");
        assertEquals(2, execute("bench", "--device", "gpu"));
        assertTrue(err.toString().contains("no GPU"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() throws Exception {
        Path file = folder.resolve("adam.safetensors");
        WeightsFile.write(
                new Weights(
                        Initializer.random(Architecture.CELO_ADAM, Key.of(1).random()),
                        Provenance.UNKNOWN),
                file);
        assertEquals(2, execute("run", "--weights", file.toString()));
        assertTrue(err.toString().contains("architecture celo-adam"), err::toString);
    }

    @Test
    void runScoreAndReportFitTogether() throws Exception {
        String records = folder.resolve("records").toString();
        String[] run = {
            "run",
            "--tasks",
            "letters-mlp",
            "--optimizers",
            "celo-random,adam@0.001,adam@0.01",
            "--seeds",
            "1",
            "--steps",
            "20",
            "--out",
            records
        };
        assertEquals(0, execute(run), err::toString);
        String first = out.toString();
        assertTrue(first.contains("3/3 runs"), first);
        assertTrue(first.contains("Final-loss score"), first);

        assertEquals(0, execute(run));
        assertTrue(out.toString().contains("3 of 3 runs have their record"), out::toString);

        assertEquals(0, execute("score", "--in", records));
        String scores = out.toString();
        assertTrue(first.contains(scores.strip()), "the same table from records alone");

        assertEquals(0, execute("score", "--in", records, "--optimizers", "adam"));
        assertFalse(out.toString().contains("celo-random"), out::toString);
        assertEquals(2, execute("score", "--in", records, "--optimizers", "adam,celo-randon"));
        assertTrue(err.toString().contains("did you mean \"celo-random\""), err::toString);

        Path report = folder.resolve("report.html");
        Path csv = folder.resolve("report.csv");
        Path json = folder.resolve("report.json");
        String[] files = {"--out", report.toString(), "--csv", csv.toString()};
        assertEquals(
                0,
                execute(
                        Stream.of(
                                        new String[] {"report", "--in", records},
                                        files,
                                        new String[] {"--json", json.toString()},
                                        new String[] {"--replicates", "100"})
                                .flatMap(Stream::of)
                                .toArray(String[]::new)),
                err::toString);
        assertTrue(Files.readString(report).contains("celo-random"));
        assertEquals(1 + 3, Files.readAllLines(csv).size(), "a heading and three runs");
        assertTrue(Files.readString(json).contains("letters-mlp"));
    }

    @Test
    void whatCannotBeWrittenLosesNothing() throws Exception {
        Path records = folder.resolve("records");
        String[] run = {
            "run", "--tasks", "letters-mlp", "--steps", "3", "--seeds", "1", "--out", ""
        };
        run[run.length - 1] = records.toString();
        assertEquals(0, execute(withOptimizers(run, "adam@0.01")), err::toString);
        Path file = Files.createFile(folder.resolve("file"));
        run[run.length - 1] = file.resolve("records").toString();
        assertEquals(2, execute(withOptimizers(run, "adam@0.01")));
        assertTrue(err.toString().contains("earlier records are kept"), err::toString);
    }

    @Test
    void aTruncatedDataFileIsOneSentence() throws Exception {
        Path letters = Files.createDirectory(folder.resolve("letters"));
        Files.write(letters.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0});
        int code = execute("run", "--tasks", "letters-mlp", "--data-dir", folder.toString());
        assertEquals(2, code, err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("letters"), err::toString);
    }

    @Test
    void aPlanIsPrintedAndNothingIsRun() {
        String records = folder.resolve("records").toString();
        String[] run = {
            "run", "--tasks", "letters-mlp", "--optimizers", "adam,celo-random", "--plan", "--out"
        };
        String[] all = Arrays.copyOf(run, run.length + 1);
        all[run.length] = records;
        assertEquals(0, execute(all), err::toString);
        assertTrue(out.toString().contains("10 runs of 1000 steps, 0 of them"), out::toString);
        assertTrue(out.toString().contains("letters-mlp: adam 5, celo-random 1"), out::toString);
        assertFalse(Files.exists(Path.of(records)));
    }

    @Test
    void handDesignedOptimizersRun() {
        String records = folder.resolve("records").toString();
        String optimizers =
                "adam-optax@0.01,adamw@0.01,radam@0.01,yogi@0.01,adabelief@0.01,lamb@0.01,lars@1,"
                        + "rmsprop@0.001,adafactor@0.01,adagrad@0.1,sm3@0.1,sgdm@0.01,sgd@0.1,"
                        + "fromage@0.01,shampoo-sgd-20@0.1,shampoo-adagrad-20@0.01,nadamw@0";
        int code =
                execute(
                        "run",
                        "--tasks",
                        "letters-mlp",
                        "--optimizers",
                        optimizers,
                        "--seeds",
                        "1",
                        "--steps",
                        "3",
                        "--out",
                        records);
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("17/17 runs"), out::toString);
        assertTrue(!out.toString().contains("failed"), out::toString);
    }

    @Test
    void listNamesWhatCanBeNamed() {
        assertEquals(0, execute("list"));
        for (String name :
                new String[] {
                    "quick",
                    "paper",
                    "letters-conv",
                    "fashion-mnist-lopt",
                    "celo-rule",
                    "adam",
                    "fromage"
                }) {
            assertTrue(out.toString().contains(name), name);
        }
    }

    private static String[] withOptimizers(String[] run, String optimizers) {
        return Stream.concat(Stream.of(run), Stream.of("--optimizers", optimizers))
                .toArray(String[]::new);
    }

    private int execute(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.execute(new PrintWriter(out), new PrintWriter(err), args);
    }
}
