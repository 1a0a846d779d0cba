package org.djlcelo.eval.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.fork.ForkProperties;

/**
 * Starts a child JVM that is like this one but for its number of threads.
 *
 * @param classPath where the program's classes are
 * @param mainClass the program
 * @param threads how many threads a run uses
 */
public record JobCommand(String classPath, String mainClass, int threads) {

    /** The module that the vector kernel needs. */
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final String KERNEL = "org.djlcelo.kernel";

    /**
     * Returns the command.
     *
     * @param properties this JVM's
     * @param arguments the program's
     * @return program and arguments
     */
    public List<String> of(Properties properties, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
            command.add("--add-modules");
            command.add(VECTOR_MODULE);
        }
        command.add("-D" + Environment.ENGINE_THREADS + "=" + threads);
        command.addAll(ForkProperties.flags(properties, KERNEL));
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
