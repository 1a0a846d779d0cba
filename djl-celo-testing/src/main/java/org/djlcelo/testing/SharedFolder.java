package org.djlcelo.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * The folder of data sets and recorded numbers that may lie beside the checkout.
 *
 * <p>It is too large for the repository, so a test that needs it is skipped on a machine without
 * it. Where the folder exists and the system property {@code celo.requireShared} is {@code true}, a
 * missing file is a failure: a skip would then hide a renamed or forgotten file.
 */
public final class SharedFolder {

    private SharedFolder() {}

    /**
     * Returns the path of a file or directory in the folder, or skips the calling test.
     *
     * @param relative the path below the folder, with forward slashes
     * @return the existing path
     * @throws TestAbortedException if it is missing and may be, which skips the test
     * @throws AssertionError if it is missing from an existing folder that is required
     */
    public static Path require(String relative) {
        Path folder = Path.of(System.getProperty("celo.shared", "../../shared")).normalize();
        return require(folder, relative, Boolean.getBoolean("celo.requireShared"));
    }

    static Path require(Path folder, String relative, boolean required) {
        Path wanted = folder.resolve(relative);
        if (Files.exists(wanted)) {
            return wanted;
        }
        if (!Files.isDirectory(folder)) {
            throw new TestAbortedException(
                    "Skipped: needs "
                            + relative
                            + " of the shared folder, which is not at "
                            + folder.toAbsolutePath()
                            + "; point -Dcelo.shared=... to it.");
        }
        String message =
                "The shared folder " + folder.toAbsolutePath() + " lacks " + relative + ".";
        if (required) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException("Skipped: " + message);
    }
}
