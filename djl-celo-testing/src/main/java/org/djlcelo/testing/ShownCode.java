package org.djlcelo.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Code of a test that a document shows: what stands between two comments in its source. */
public final class ShownCode {

    private static final String START = "// snippet start";
    private static final String END = "// snippet end";

    private ShownCode() {}

    /**
     * Returns the code as a document shows it.
     *
     * @param test the class of the current module whose source has the two comments
     * @return a fenced block, without the indentation of the first comment
     * @throws IOException if the source can't be read
     */
    public static String of(Class<?> test) throws IOException {
        Path file = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
        List<String> source = Files.readAllLines(file);
        List<String> stripped = source.stream().map(String::strip).toList();
        int start = stripped.indexOf(START);
        int end = stripped.indexOf(END);
        int indent = source.get(start).indexOf(START);
        return source.subList(start + 1, end).stream()
                .map(line -> line.substring(Math.min(indent, line.length())))
                .collect(Collectors.joining("\n", "```java\n", "\n```"));
    }
}
