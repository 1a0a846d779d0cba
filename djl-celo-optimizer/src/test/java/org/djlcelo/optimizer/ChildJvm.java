package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs a class of the tests; its lines are what tests wait for. */
final class ChildJvm implements AutoCloseable {

    /** Longer than any machine takes, so that a child that hangs fails its test. */
    private static final long SECONDS = 120;

    private final Process process;
    private final BufferedReader reader;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = process.inputReader(Charset.defaultCharset());
    }

    static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts the JVM through another command, whose last arguments are the JVM's command line. */
    static ChildJvm start(List<String> through, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        for (String property :
                new String[] {
                    "ai.djl.offline",
                    "ai.djl.pytorch.num_threads",
                    "DJL_CACHE_DIR",
                    "ENGINE_CACHE_DIR"
                }) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(command);
    }

    /** Waits until the child prints a line that begins like this. */
    String await(String begin) throws Exception {
        String printed;
        do {
            printed = CompletableFuture.supplyAsync(this::nextLine).get(SECONDS, TimeUnit.SECONDS);
            if (printed == null) {
                fail("The child ended without \"" + begin + "\": " + lines);
            }
        } while (!printed.startsWith(begin));
        return printed;
    }

    private String nextLine() {
        try {
            String line = reader.readLine();
            lines.add(line);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a good end. */
    void awaitEnd() throws Exception {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            fail("The child hangs: " + lines);
        }
        assertEquals(0, process.exitValue(), lines::toString);
    }

    /** Ends the child without giving it a chance, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        assertNotEquals(0, process.exitValue());
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
