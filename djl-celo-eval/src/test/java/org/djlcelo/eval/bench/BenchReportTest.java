package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    private static final HeatResult STEP =
            new HeatResult(
                    Course.Kind.OPTIMIZER_STEP,
                    "mlp",
                    1000L,
                    2,
                    List.of("-Xmx4g"),
                    new Pace(5, 2, 120),
                    List.of(
                            line("bound", 1500, 1.5, 0.75, 1.0),
                            line("adam", 2000, 2.0, 1.0, 4 / 3.0),
                            line("celo-tiled", 5_123_456, 5123.456, 2561.7, null)));

    private static final HeatResult SCHEDULER =
            new HeatResult(
                    Course.Kind.SCHEDULER_STEP,
                    "scheduler",
                    null,
                    1,
                    List.of(),
                    new Pace(5, 2, 120),
                    List.of(line("celo", 8400, null, null, null)));

    private static HeatResult.Line line(
            String racer, double nanos, Double each, Double adam, Double bound) {
        return new HeatResult.Line(
                racer, nanos, each, adam, bound, 0.04, 123.4, new double[] {nanos, nanos});
    }

    @Test
    void tableHasALinePerRacer() {
        String expected =
                """
                                           parameters threads  who             time/step  spread  ns/param  x Adam  x bound  heap B/step

                One optimizer step
                mlp                              1000       2  bound              1.5 us      4%      1.50    0.75     1.00          123
                                                               adam               2.0 us      4%      2.00    1.00     1.33          123
                                                               celo-tiled        5.12 ms      4%   5123.46 2561.70                   123

                One step of Celo's scheduler alone
                scheduler                                   1  celo               8.4 us      4%                                     123
                """;
        String table = BenchTable.format(List.of(STEP, SCHEDULER));
        assertEquals(expected, String.join("\n", table.lines().toList()) + "\n");
    }

    @Test
    void timesHaveFewDigits() {
        assertEquals("0.2 us", BenchTable.time(151));
        assertEquals("999.9 us", BenchTable.time(999_900));
        assertEquals("1.00 ms", BenchTable.time(1_000_000));
        assertEquals("1.25 s", BenchTable.time(1.25e9));
    }

    @Test
    void jsonSaysHowItWasMeasured() {
        TreeMap<String, String> versions = new TreeMap<>();
        versions.put("jmh", "1.37");
        BenchReport report =
                new BenchReport(
                        BenchReport.FORMAT,
                        "2025-01-01T00:00:00Z",
                        "quick",
                        "cpu",
                        "celo-1",
                        1,
                        versions,
                        new TreeMap<>(),
                        List.of(STEP, SCHEDULER));
        JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
        assertEquals(
                Set.of(
                        "format",
                        "date",
                        "program",
                        "device",
                        "weights",
                        "forks",
                        "versions",
                        "machine",
                        "heats"),
                json.keySet());
        assertEquals("1.37", json.getAsJsonObject("versions").get("jmh").getAsString());

        JsonObject step = json.getAsJsonArray("heats").get(0).getAsJsonObject();
        assertEquals(
                Set.of("kind", "course", "parameters", "threads", "flags", "pace", "lines"),
                step.keySet());
        JsonObject bound = step.getAsJsonArray("lines").get(0).getAsJsonObject();
        assertEquals(
                Set.of(
                        "racer",
                        "nanosPerStep",
                        "nanosPerParameter",
                        "timesAdam",
                        "timesBound",
                        "spread",
                        "bytesPerStep",
                        "rounds"),
                bound.keySet());
        assertEquals(2, bound.getAsJsonArray("rounds").size());

        JsonObject scheduler = json.getAsJsonArray("heats").get(1).getAsJsonObject();
        assertEquals(
                Set.of("kind", "course", "threads", "flags", "pace", "lines"),
                scheduler.keySet(),
                "a scheduler has no parameters");
    }
}
