package org.djlcelo.metatrain;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where data comes from; without any, the sets in the jar. */
final class DataOptions {

    @ArgGroup private Choice choice;

    /** At most one of these. */
    private static final class Choice {

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "one folder per data set; without it, the sets in the jar")
        private Path directory;

        @Option(
                names = "--download",
                description = "the sets that DJL downloads: mnist, fashion_mnist, cifar10")
        private boolean download;
    }

    boolean isGiven() {
        return choice != null;
    }

    DataPlace place() {
        if (choice == null) {
            return new DataPlace(DataPlace.Kind.EMBEDDED, null);
        }
        return choice.download
                ? new DataPlace(DataPlace.Kind.DOWNLOAD, null)
                : new DataPlace(DataPlace.Kind.DIRECTORY, choice.directory.toString());
    }
}
