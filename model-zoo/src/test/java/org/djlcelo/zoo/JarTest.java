package org.djlcelo.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zoos in jars: each serves its own weights, whatever was loaded before under the same name. */
class JarTest {

    private final Weights former = TestZoo.weights(1);
    private final Weights upgraded = TestZoo.weights(2);

    @TempDir Path folder;

    @Test
    void aJarReplacedInPlaceServesItsOwnWeights() throws Exception {
        Path jar = pack("zoo.jar", former);
        assertEquals(former, load(jar));
        Path next = pack("next.jar", upgraded);
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(upgraded, load(jar));
    }

    @Test
    void jarsSideBySideDoNotMix() throws Exception {
        Path first = pack("first.jar", former);
        Path second = pack("second.jar", upgraded);
        try (URLClassLoader one = TestZoo.loader(first);
                URLClassLoader two = TestZoo.loader(second)) {
            CeloModelZoo oneZoo = new CeloModelZoo(new ZooResources(one));
            CeloModelZoo twoZoo = new CeloModelZoo(new ZooResources(two));
            assertEquals(former, load(oneZoo));
            assertEquals(upgraded, load(twoZoo));
            assertEquals(former, load(oneZoo));
        }
    }

    /** The cache is a file, so that whoever wants to create a folder in it fails. */
    @Test
    void aJvmOfItsOwnNeedsNeitherCacheNorNetwork() throws Exception {
        Path jar = pack("zoo.jar", former);
        Path noCache = Files.createFile(folder.resolve("no-cache"));
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.offline=true",
                        "-cp",
                        jar + File.pathSeparator + classPathWithout(codeSource(CeloModelZoo.class)),
                        Main.class.getName());
        builder.environment().put("ENGINE_CACHE_DIR", Utils.getEngineCacheDir().toString());
        builder.environment().put("DJL_CACHE_DIR", noCache.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(out.toFile());
        Process process = builder.start();
        assertEquals(0, process.waitFor());
        assertEquals(former.theta().id(), Files.readString(out).strip());
    }

    /** What the other JVM runs. */
    static final class Main {

        private Main() {}

        public static void main(String... args) throws IOException {
            System.out.println(ZooWeights.load("celo").theta().id());
        }
    }

    /** Packs this module's classes with an index and weights of our own. */
    private Path pack(String name, Weights weights) throws Exception {
        Path root = Files.createDirectory(folder.resolve(name + ".content"));
        TestZoo.publish(root, weights);
        Path jar = folder.resolve(name);
        TestZoo.jar(jar, List.of(root, codeSource(CeloModelZoo.class)));
        return jar;
    }

    private static Weights load(Path jar) throws Exception {
        try (URLClassLoader loader = TestZoo.loader(jar)) {
            return load(new CeloModelZoo(new ZooResources(loader)));
        }
    }

    private static Weights load(CeloModelZoo zoo) throws Exception {
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelZoo(zoo)
                        .optArtifactId("celo")
                        .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                InputStream in = model.getArtifactAsStream("celo.safetensors")) {
            return WeightsFile.read(in, "celo");
        }
    }

    private static Path codeSource(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String classPathWithout(Path entry) {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        return String.join(
                File.pathSeparator,
                Arrays.stream(entries).filter(e -> !Path.of(e).equals(entry)).toList());
    }
}
