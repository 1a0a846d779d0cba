package org.djlcelo.zoo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;

/** Zoos with random weights, as folders and as jars. */
final class TestZoo {

    private TestZoo() {}

    static Weights weights(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[Architecture.CELO.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return new Weights(
                new MetaParameters(Architecture.CELO, vector),
                Provenance.UNKNOWN
                        .with(Provenance.COMMAND, "none: random numbers")
                        .with(Provenance.LICENSE, "Apache-2.0")
                        .with(Provenance.SEED, Long.toString(seed)));
    }

    /** Publishes weights as artifact {@code celo}, version 1.0, below a resource root. */
    static void publish(Path root, Weights weights) throws IOException {
        Path zoo = Files.createDirectories(root.resolve(ZooResources.FOLDER));
        Path file = root.resolve("input.safetensors");
        WeightsFile.write(weights, file);
        Publish.publish(zoo, "celo", "1.0", file);
        Files.delete(file);
    }

    /** Returns a loader that sees nothing but a jar or a folder. */
    static URLClassLoader loader(Path jarOrFolder) throws IOException {
        return new URLClassLoader(new URL[] {jarOrFolder.toUri().toURL()}, null);
    }

    /** Packs folders into a jar; of files with the same path the first is taken. */
    static void jar(Path jar, List<Path> roots) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            Set<String> packed = new HashSet<>();
            for (Path root : roots) {
                for (Path file : files(root)) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    if (packed.add(name)) {
                        zip.putNextEntry(new JarEntry(name));
                        Files.copy(file, zip);
                        zip.closeEntry();
                    }
                }
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
