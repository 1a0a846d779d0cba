package org.djlcelo.eval.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/add-an-architecture.md: its files as they stand there, its commands in a shell. */
class ArchitectureGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
    private static final String JAR = "JAR=djl-celo-eval/target/djl-celo-eval.jar";

    @TempDir private Path folder;

    @Test
    void theGuideWorksAsWritten() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "the guide's commands are for a shell");
        String guide = Files.readString(Path.of("..", "docs", "add-an-architecture.md"));
        StringBuilder script = new StringBuilder("set -e\nPATH=" + javaHome() + "/bin:$PATH\n");
        Matcher block = BLOCK.matcher(guide);
        while (block.find()) {
            if (block.group(1).equals("java")) {
                Matcher name = CLASS.matcher(block.group(2));
                assertTrue(name.find(), block.group(2));
                Files.writeString(folder.resolve(name.group(1) + ".java"), block.group(2));
            } else {
                script.append(block.group(2));
            }
        }
        // the test runs on classes, before there is a jar
        assertTrue(script.indexOf(JAR) > 0, "the guide names the jar");
        String output = run(script.toString().replace(JAR, "JAR=\"" + classPath() + "\""));
        assertTrue(output.contains("learned-lion"), output);
        List<String> lines = output.lines().toList();
        double last = Double.parseDouble(lines.get(lines.size() - 1));
        double first = Double.parseDouble(lines.get(lines.size() - 100));
        assertTrue(last < 0.95 * first, first + " fell to " + last);
        assertTrue(
                Files.exists(folder.resolve("lion-run/weights/joint-000020.safetensors")), output);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = shell.waitFor(5, TimeUnit.MINUTES);
        shell.destroyForcibly();
        String text = Files.readString(output);
        assertTrue(ended, text);
        assertEquals(0, shell.exitValue(), text);
        return text;
    }
}
