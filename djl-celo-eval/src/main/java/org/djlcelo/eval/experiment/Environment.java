package org.djlcelo.eval.experiment;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where experiments run: versions, machine, device. Part of every record.
 *
 * @param versions versions of the software, by component
 * @param machine properties of the machine
 * @param device the device that networks live on
 */
public record Environment(
        SortedMap<String, String> versions, SortedMap<String, String> machine, Device device) {

    /** The system property by which DJL's PyTorch engine is told its number of threads. */
    public static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * Describes this process.
     *
     * @param device the device that networks will live on
     * @return the description
     */
    public static Environment of(Device device) {
        Engine engine = Engine.getInstance();
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("djl-celo", ownVersion());
        versions.put("djl", Engine.getDjlVersion());
        versions.put(engine.getEngineName(), engine.getVersion());
        versions.put("java", System.getProperty("java.vm.version"));

        SortedMap<String, String> machine = new TreeMap<>();
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("cpu", cpuModel());
        machine.put("device", device.toString());
        machine.put("engine threads", System.getProperty(ENGINE_THREADS, "as many as cores"));
        return new Environment(versions, machine, device);
    }

    /**
     * Returns the kind of device, which belongs to a record's identity.
     *
     * @return {@code cpu} or {@code gpu}
     */
    public String deviceType() {
        return device.getDeviceType();
    }

    /**
     * Returns how many threads a run uses, in the engine and in optimizers.
     *
     * @return the number that was fixed, or that of the cores
     */
    public int threads() {
        return Integer.getInteger(ENGINE_THREADS, Runtime.getRuntime().availableProcessors());
    }

    private static String ownVersion() {
        try (InputStream in = Environment.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cpuModel() {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
