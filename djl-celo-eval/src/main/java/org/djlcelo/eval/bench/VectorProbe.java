package org.djlcelo.eval.bench;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.kernel.HostKernel;

/** Finds out whether a JVM with the incubator module has the vector kernel. */
final class VectorProbe {

    private VectorProbe() {}

    /**
     * Runs in the other JVM.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.exit(HostKernel.VECTOR.isAvailable() ? 0 : 1);
    }

    /** Asks a JVM like the forks. */
    static boolean forksHaveVector(String classPath) {
        if (ModuleFinder.ofSystem().find(ForkFlags.VECTOR_MODULE).isEmpty()) {
            return false;
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(
                        java,
                        "--add-modules",
                        ForkFlags.VECTOR_MODULE,
                        "-cp",
                        classPath,
                        VectorProbe.class.getName());
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
