package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;
import picocli.CommandLine;

/** Runs commands in a folder, as a user would. */
final class Cli {

    /** A small run: embedded digits, two pairs, truncations of five steps. */
    private static final List<String> SMALL =
            List.of("--tasks", "digits", "--particles", "2", "--truncation", "5", "--seed", "3");

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Cli(Path folder) {
        this.folder = folder;
    }

    /** Everything printed so far. */
    String out() {
        return out.toString();
    }

    int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    void succeed(String... args) {
        assertEquals(0, run(args), err::toString);
    }

    void assertRefused(String part, String... args) {
        err.getBuffer().setLength(0);
        assertEquals(2, run(args));
        String message = err.toString().strip();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** Trains one stage; for the scheduler, on a rule that was hardly trained. */
    void train(Path to, Stage stage, int iterations, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        boolean hasRule = !args.contains(Architecture.CELO_ADAM.name());
        if (stage == Stage.SCHEDULER && hasRule && !args.contains("--init")) {
            Path init = folder.resolve("init");
            if (Files.notExists(init)) {
                train(init, Stage.RULE, 1);
            }
            args.addAll(List.of("--init", weights(init, Stage.RULE, 1).toString()));
        }
        succeed(command(to, stage.id(), iterations, args.toArray(new String[0])));
    }

    static String[] command(Path to, String stage, int iterations, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--stage", stage));
        args.addAll(List.of("--iterations", Integer.toString(iterations)));
        args.addAll(List.of("--out", to.toString()));
        args.addAll(SMALL);
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    static Path weights(Path run, Stage stage, int iteration) {
        return run.resolve("weights")
                .resolve(String.format("%s-%06d.safetensors", stage.id(), iteration));
    }

    static MetaParameters theta(Path run, Stage stage, int iteration) throws IOException {
        return WeightsFile.read(weights(run, stage, iteration)).theta();
    }

    /** The lines of the metrics file without what no two runs have in common. */
    static List<JsonObject> metrics(Path run) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonObject json = new Gson().fromJson(line, JsonObject.class);
            json.remove("seconds");
            lines.add(json);
        }
        return lines;
    }
}
