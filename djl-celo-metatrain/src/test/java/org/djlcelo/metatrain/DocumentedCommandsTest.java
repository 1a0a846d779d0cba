package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/meta-training.md, one after the other, each in a small form. */
class DocumentedCommandsTest {

    private static final Pattern VARIABLE = Pattern.compile("([A-Z]+)=\"(.*)\"");
    private static final Pattern BRACES = Pattern.compile("(\\S*)\\{(\\S+)}(\\S*)");

    /** Fewer iterations, and the file names that follow from them. */
    private static final Map<String, String> SMALLER =
            Map.of(
                    "-010000.", "-000001.",
                    "-020000.", "-000002.",
                    "-100000.", "-000001.",
                    "--iterations 10000 ", "--iterations 1 ",
                    "--iterations 20000 ", "--iterations 2 ",
                    "--iterations 100000 ", "--iterations 1 ");

    private static final Map<String, List<String>> MORE =
            Map.of(
                    "train", List.of("--particles=1", "--truncation=2", "--snapshot-every=1"),
                    "evaluate", List.of("--horizons=5", "--adam=1e-2", "--on=inner"),
                    "variance",
                            List.of(
                                    "--particles=1",
                                    "--truncation=2",
                                    "--blocks=2",
                                    "--block-length=1",
                                    "--warm-up=0"));

    @TempDir Path folder;

    @Test
    void allRun() throws IOException {
        List<List<String>> commands = commands();
        // what evaluates and compares needs all that was trained
        commands.sort((a, b) -> Boolean.compare(trains(b), trains(a)));
        assertEquals(10, commands.stream().filter(DocumentedCommandsTest::trains).count());
        for (List<String> command : commands) {
            Cli cli = new Cli(folder);
            List<String> args = new ArrayList<>(command);
            args.addAll(MORE.get(command.get(0)));
            cli.succeed(args.toArray(new String[0]));
            long judged = command.stream().filter(a -> a.endsWith(".safetensors")).count();
            if (command.get(0).equals("evaluate")) {
                long shown = cli.out().lines().filter(l -> l.contains(".safetensors")).count();
                assertTrue(judged > 0 && shown >= judged, cli.out());
            }
        }
    }

    private static boolean trains(List<String> command) {
        return command.get(0).equals("train");
    }

    private List<List<String>> commands() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        List<List<String>> commands = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/meta-training.md"))) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2));
            } else if (line.startsWith("$META ")) {
                commands.add(arguments(line.substring("$META ".length()), variables));
            }
        }
        return commands;
    }

    private List<String> arguments(String line, Map<String, String> variables) {
        String text = line + " ";
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            boolean data = variable.getKey().equals("DATA");
            text =
                    text.replace(
                            "$" + variable.getKey(), data ? "--tasks digits" : variable.getValue());
        }
        for (Map.Entry<String, String> smaller : SMALLER.entrySet()) {
            text = text.replace(smaller.getKey(), smaller.getValue());
        }
        return Stream.of(text.strip().split(" +"))
                .flatMap(DocumentedCommandsTest::expand)
                .map(a -> a.startsWith("runs/") ? folder.resolve(a).toString() : a)
                .toList();
    }

    private static Stream<String> expand(String argument) {
        Matcher braces = BRACES.matcher(argument);
        return braces.matches()
                ? Stream.of(braces.group(2).split(","))
                        .map(each -> braces.group(1) + each + braces.group(3))
                : Stream.of(argument);
    }
}
