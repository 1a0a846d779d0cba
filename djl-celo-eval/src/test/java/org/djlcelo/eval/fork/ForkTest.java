package org.djlcelo.eval.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ForkTest {

    @Test
    void aProgramOfItsOwnHasTheJvmsClassPath() {
        assertEquals(
                System.getProperty("java.class.path"),
                ForkClassPath.of(getClass().getClassLoader()));
    }

    @Test
    void aProgramInMavenHasThatOfItsLoaderSpacesAndAll() throws Exception {
        Path first = Path.of("some folder", "classes").toAbsolutePath();
        Path second = Path.of("a+b.jar").toAbsolutePath();
        URL[] urls = {first.toUri().toURL(), second.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls)) {
            assertEquals(first + File.pathSeparator + second, ForkClassPath.of(loader));
        }
    }

    @Test
    void propertiesAreWhereDjlFindsItsFilesAndWhatIsAskedFor() {
        Properties properties = new Properties();
        properties.setProperty("ENGINE_CACHE_DIR", "/engines");
        properties.setProperty("ai.djl.offline", "true");
        properties.setProperty("ai.djl.pytorch.num_threads", "7");
        properties.setProperty("user.home", "/home");
        properties.setProperty("org.djlcelo.kernel", "tiled");
        List<String> places = List.of("-DENGINE_CACHE_DIR=/engines", "-Dai.djl.offline=true");
        assertEquals(places, ForkProperties.flags(properties));
        assertEquals(
                List.of(places.get(0), places.get(1), "-Dorg.djlcelo.kernel=tiled"),
                ForkProperties.flags(properties, "org.djlcelo.kernel"));
    }
}
