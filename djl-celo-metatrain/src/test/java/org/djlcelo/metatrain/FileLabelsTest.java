package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileLabelsTest {

    private static List<String> labels(String... files) {
        return FileLabels.of(Stream.of(files).map(Path::of).toList());
    }

    private static String path(String first, String... more) {
        return Path.of(first, more).toString();
    }

    @Test
    void namesThatDifferAreEnough() {
        assertEquals(List.of("x.state", "y.state"), labels("a/x.state", "b/y.state"));
        assertEquals(List.of("x.state"), labels("a/b/x.state"));
        assertEquals(List.of(), labels());
    }

    @Test
    void equalNamesGetTheirFolders() {
        assertEquals(
                List.of(path("a", "w", "x"), path("b", "w", "x"), path("b", "w", "y")),
                labels("r/a/w/x", "r/b/w/x", "r/b/w/y"));
    }

    @Test
    void aFileGivenTwiceIsOne() {
        assertEquals(List.of("x", "x"), labels("a/x", "a/../a/x"));
    }
}
