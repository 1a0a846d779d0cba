package org.djlcelo.data;

import ai.djl.Application.CV;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/**
 * The files that DJL's {@code basicdataset} publishes, downloaded on first use into DJL's cache.
 *
 * <p>The files are read by the readers of this package instead of DJL's, which would make 180 MB of
 * floats of them and need an engine.
 */
final class DownloadSource implements DataSource {

    private static final String VERSION = "1.0";
    private static final List<String> NAMES =
            List.of("cifar10", "fashion-mnist", "fashion_mnist", "mnist");

    @Override
    public ImageSet load(String name, Split split) throws DataException {
        if (!NAMES.contains(name)) {
            throw new DataException(
                    "The data set \"" + name + "\" cannot be downloaded; " + NAMES + " can.");
        }
        Repository repository = BasicDatasets.REPOSITORY;
        String artifactId = name.startsWith("fashion") ? "fashmnist" : name;
        MRL mrl = repository.dataset(CV.ANY, BasicDatasets.GROUP_ID, artifactId, VERSION);
        Artifact artifact = prepare(name, mrl);
        String half = split == Split.TRAIN ? "train" : "test";
        if ("cifar10".equals(name)) {
            String item = split == Split.TRAIN ? "data_batch.bin" : "test_batch.bin";
            return CifarFormat.read(
                    name, split, List.of(file(repository, artifact, item)), origin(name));
        }
        return IdxFormat.read(
                name,
                split,
                file(repository, artifact, half + "_data"),
                file(repository, artifact, half + "_labels"),
                origin(name));
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public String description() {
        return "DJL's downloads from " + BasicDatasets.DJL_REPO_URL;
    }

    private static Artifact prepare(String name, MRL mrl) throws DataException {
        try {
            Artifact artifact = mrl.getDefaultArtifact();
            if (artifact == null) {
                throw new FileNotFoundException("the server does not list it");
            }
            mrl.prepare(artifact);
            return artifact;
        } catch (IOException e) {
            throw new DataException(
                    "Cannot download "
                            + name
                            + " from "
                            + BasicDatasets.DJL_REPO_URL
                            + " ("
                            + e.getMessage()
                            + "); connect to the network or give a data directory that has it.",
                    e);
        }
    }

    private static DataFile file(Repository repository, Artifact artifact, String item) {
        return new DataFile(
                item + " of " + artifact.getName() + " in DJL's cache",
                () -> {
                    Artifact.Item found = artifact.getFiles().get(item);
                    if (found == null) {
                        throw new FileNotFoundException("DJL's repository no longer has it");
                    }
                    return repository.openStream(found, null);
                });
    }

    private static Origin origin(String name) {
        return switch (name) {
            case "cifar10" -> new Origin("CIFAR-10 (Krizhevsky, 2009)", "none stated");
            case "fashion-mnist", "fashion_mnist" ->
                    new Origin("Fashion-MNIST (Zalando, 2017)", "MIT");
            default -> new Origin("MNIST handwritten digits 28x28", "none stated");
        };
    }
}
