package org.djlcelo.eval.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.djlcelo.eval.UserException;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;

/**
 * Meta-parameters and where they came from.
 *
 * @param theta the values
 * @param source {@code zoo:celo} or the name of a file, for records
 */
public record LearnedWeights(MetaParameters theta, String source) {

    /** The artifact that the optimizer itself takes by default. */
    public static final String DEFAULT_ARTIFACT = "celo";

    /**
     * Loads weights.
     *
     * @param where the path of an existing file, else the id of a zoo artifact
     * @param wanted the architecture that they must have
     * @return the weights
     * @throws UserException if they cannot be loaded or are of another architecture
     */
    public static LearnedWeights load(String where, Architecture wanted) {
        LearnedWeights weights = load(where);
        String found = weights.theta.architecture().name();
        if (!found.equals(wanted.name())) {
            throw new UserException(
                    "The weights "
                            + where
                            + " are of the architecture "
                            + found
                            + "; "
                            + wanted.name()
                            + " is needed here.");
        }
        return weights;
    }

    private static LearnedWeights load(String where) {
        try {
            if (Files.exists(Path.of(where)) || looksLikeFile(where)) {
                Path file = Path.of(where);
                return new LearnedWeights(
                        WeightsFile.read(file).theta(), String.valueOf(file.getFileName()));
            }
            return new LearnedWeights(ZooWeights.load(where).theta(), "zoo:" + where);
        } catch (IOException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    /** So that a mistyped path is not looked up in the zoo. */
    private static boolean looksLikeFile(String where) {
        return where.contains("/") || where.contains("\\") || where.contains(".");
    }
}
