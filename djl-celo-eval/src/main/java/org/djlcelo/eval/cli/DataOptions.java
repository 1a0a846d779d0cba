package org.djlcelo.eval.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.TrainPart;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.data.DataPlan;
import picocli.CommandLine.Option;

/** The options that say which data tasks get. */
final class DataOptions {

    /** The sets that tasks are defined on. */
    private static final List<String> DATA_SETS =
            List.of(
                    "mnist",
                    "fashion-mnist",
                    "cifar10",
                    "cifar100",
                    "svhn",
                    "lm1b",
                    "wikipedia",
                    "letters");

    @Option(
            names = "--data-dir",
            description = "folder with a folder per data set, instead of embedded data")
    private Path dataDir;

    @Option(
            names = "--download",
            description = "lets DJL download mnist, fashion-mnist and cifar10 if they are missing")
    private boolean download;

    @Option(
            names = "--substitute",
            split = ",",
            paramLabel = "SET=STAND-IN",
            description = {
                "sets to take in place of others, for instance cifar10=photos;",
                "cifar100=photos:photo-ids takes other labels; results name what was used"
            })
    private Map<String, String> substitutes = Map.of();

    @Option(
            names = "--split",
            description = {
                "reference or intended: 1 %% or 80 %% of cifar100 and svhn to train on",
                "(default: reference, as published; intended for a stand-in)"
            })
    private String split;

    DataPlan plan() {
        for (String name : substitutes.keySet()) {
            if (!DATA_SETS.contains(name)) {
                throw new UserException(NearestName.unknown("data set", name, DATA_SETS));
            }
        }
        return new DataPlan(source(), substitutes, Optional.ofNullable(split).map(this::part));
    }

    private TrainPart part(String name) {
        return Stream.of(TrainPart.values())
                .filter(part -> part.optionName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserException(
                                        NearestName.unknown(
                                                "split",
                                                name,
                                                Stream.of(TrainPart.values())
                                                        .map(TrainPart::optionName)
                                                        .toList())));
    }

    private DataSource source() {
        if (dataDir != null && !Files.isDirectory(dataDir)) {
            throw new UserException(
                    "There is no data directory "
                            + dataDir
                            + "; leave --data-dir out to use the"
                            + " embedded data.");
        }
        DataSource local = dataDir == null ? ImageSets.embedded() : ImageSets.directory(dataDir);
        return download ? ImageSets.firstOf(local, ImageSets.download()) : local;
    }
}
