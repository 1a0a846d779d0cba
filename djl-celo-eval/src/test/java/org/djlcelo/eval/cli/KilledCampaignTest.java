package org.djlcelo.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.djlcelo.eval.Main;
import org.djlcelo.eval.fork.ForkClassPath;
import org.djlcelo.eval.jobs.JobCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A campaign with child JVMs, killed and begun again. */
class KilledCampaignTest {

    /** What differs between two runs of the same experiment. */
    private static final List<String> TIMES =
            List.of("finishedAt", "seconds", "millisPerStep", "optimizerMillisPerStep");

    private static final int RUNS = 10;

    @TempDir private Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void killedAndBegunAgainItLeavesTheRecordsOfAnUninterruptedOne() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = start(arguments(killed, "2"));
        List<ProcessHandle> children = new ArrayList<>();
        while (records(killed).size() < 3) {
            assertTrue(process.isAlive(), "it had more runs to make");
            Thread.sleep(5);
        }
        process.descendants().forEach(children::add);
        process.destroyForcibly().waitFor();
        Map<String, String> before = records(killed);
        assertTrue(before.size() < RUNS, "killed in the middle");
        assertEquals(2, children.size());
        for (ProcessHandle child : children) {
            child.onExit().get(1, TimeUnit.MINUTES);
        }

        run(arguments(killed, "2"));
        Map<String, String> after = records(killed);
        before.forEach((name, text) -> assertEquals(text, after.get(name), "not run again"));

        Path whole = folder.resolve("whole");
        run(arguments(whole, "1"));
        assertEquals(RUNS, after.size());
        assertEquals(withoutTimes(records(whole)), withoutTimes(after));
        assertFalse(after.equals(records(whole)), "times differ, so runs were really made");
    }

    private static String[] arguments(Path out, String jobs) {
        return new String[] {
            "run",
            "--tasks",
            "letters-mlp,letters-ae",
            "--optimizers",
            "adam@0.001,adam@0.01,celo-random",
            "--steps",
            "30",
            "--seeds",
            "2",
            "--jobs",
            jobs,
            "--out",
            out.toString()
        };
    }

    private static Process start(String... arguments) throws IOException {
        // like this JVM, or other kernels would round otherwise
        JobCommand job =
                new JobCommand(
                        ForkClassPath.of(Main.class.getClassLoader()), Main.class.getName(), 1);
        List<String> command = job.of(System.getProperties(), List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Commands.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("Final-loss score"), out::toString);
    }

    private static Map<String, String> records(Path folder) throws IOException {
        Map<String, String> records = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".json")) {
                        records.put(name, Files.readString(file));
                    }
                }
            }
        }
        return records;
    }

    private static Map<String, JsonObject> withoutTimes(Map<String, String> records) {
        Map<String, JsonObject> parsed = new TreeMap<>();
        records.forEach(
                (name, text) -> {
                    JsonObject record = JsonParser.parseString(text).getAsJsonObject();
                    TIMES.forEach(record::remove);
                    parsed.put(name, record);
                });
        return parsed;
    }
}
