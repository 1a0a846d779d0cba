package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.fork.ForkClassPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkTest {

    static {
        // someone may be measuring beside the tests; read when JMH's runner is loaded
        System.setProperty("jmh.ignoreLock", "true");
    }

    private static final Heat HEAT =
            new Heat(new SchedulerCourse(), 1, List.of(Racer.CELO), new Pace(1, 2, 10));

    /** As java -jar starts a program, and as mvn exec:java does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forksFindTheirClasses(boolean likeExecJava) throws Exception {
        String known = System.getProperty("java.class.path");
        String classPath;
        if (likeExecJava) {
            List<URL> urls = new ArrayList<>();
            for (String entry : known.split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new))) {
                classPath = ForkClassPath.of(loader);
            }
        } else {
            classPath = ForkClassPath.of(getClass().getClassLoader());
        }
        AtomicInteger turns = new AtomicInteger();
        HeatRunner runner =
                new HeatRunner(classPath, new ForkFlags(false), 1, BenchWeights.RANDOM, "cpu");
        List<Measurement> measurements = runner.run(HEAT, turns::incrementAndGet);

        assertEquals(3, turns.get(), "warm-up turns count as progress");
        assertEquals(1, measurements.size());
        assertEquals(2, measurements.get(0).nanos().length);
        for (double nanos : measurements.get(0).nanos()) {
            assertTrue(nanos > 0, "a step takes time");
        }
        for (double bytes : measurements.get(0).bytes()) {
            assertTrue(bytes >= 0, "the profiler was there");
        }
        assertEquals(known, System.getProperty("java.class.path"), "as it was");
    }

    @Test
    void forksFindTheEngineAndTheWeights() {
        HeatRunner runner =
                new HeatRunner(
                        ForkClassPath.of(getClass().getClassLoader()),
                        new ForkFlags(true),
                        1,
                        LearnedWeights.DEFAULT_ARTIFACT,
                        "cpu");
        List<Racer> racers = List.of(Racer.BOUND, Racer.ADAM, Racer.CELO);
        Heat heat =
                new Heat(new OptimizerCourse(ParameterSet.MLP_100K), 1, racers, new Pace(0, 1, 1));
        List<Measurement> measurements = runner.run(heat, () -> {});
        assertEquals(racers, measurements.stream().map(Measurement::racer).toList());
    }

    @Test
    void theCommandPrintsATableAndWritesItAsJson(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("bench.json");
        StringWriter out = new StringWriter();
        new Bench(
                        new Bench.Settings(
                                true,
                                List.of("scheduler"),
                                2,
                                1,
                                BenchWeights.RANDOM,
                                Device.cpu(),
                                json),
                        new PrintWriter(out))
                .run();
        assertTrue(out.toString().contains("forked JVMs per group: 1"), out::toString);
        assertTrue(out.toString().contains(Course.Kind.SCHEDULER_STEP.title()), out::toString);
        JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals("quick", report.get("program").getAsString());
        assertEquals(1, report.getAsJsonArray("heats").size());
    }

    @Test
    void aFailureSaysWhatTheForkSaid() {
        HeatRunner runner =
                new HeatRunner(
                        System.getProperty("java.class.path"),
                        new ForkFlags(false),
                        1,
                        "no/such/weights",
                        "cpu");
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> runner.run(HEAT, () -> {}));
        assertTrue(e.getMessage().contains("no/such/weights"), e.getMessage());
    }

    @Test
    void flagsAreOursAndWhereDjlFindsItsFiles() {
        Properties properties = new Properties();
        properties.setProperty("ENGINE_CACHE_DIR", "/engines");
        properties.setProperty("ai.djl.pytorch.num_threads", "7");
        properties.setProperty("user.home", "/home");
        assertEquals(
                List.of(
                        "-Xmx4g",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-DENGINE_CACHE_DIR=/engines"),
                new ForkFlags(true).of(HEAT, properties));
        assertTrue(
                new ForkFlags(false)
                        .of(HEAT, properties).stream().noneMatch(flag -> flag.contains("vector")));
    }
}
