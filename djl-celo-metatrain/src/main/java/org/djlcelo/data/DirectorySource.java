package org.djlcelo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with one folder per set, in the published file layouts.
 *
 * <p>A folder holds either the four IDX files of MNIST, or CIFAR-10 binaries as {@code train.bin}
 * and {@code test.bin} or as {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code
 * test_batch.bin} (also below {@code cifar-10-batches-bin}). Each file may be compressed ({@code
 * .gz}).
 */
final class DirectorySource implements DataSource {

    private static final int BATCHES = 5;

    private final Path root;

    DirectorySource(Path root) {
        this.root = root;
    }

    @Override
    public ImageSet load(String name, Split split) throws DataException {
        Path folder = folder(name);
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        Path images = find(folder, prefix + "-images-idx3-ubyte", prefix + "-images.idx3-ubyte");
        Path labels = find(folder, prefix + "-labels-idx1-ubyte", prefix + "-labels.idx1-ubyte");
        Origin unknown = KnownSets.supplied(name);
        if (images != null && labels != null) {
            return KnownSets.identify(
                    IdxFormat.read(name, split, DataFile.of(images), DataFile.of(labels), unknown));
        }
        List<DataFile> binaries = binaries(folder, split);
        if (!binaries.isEmpty()) {
            return KnownSets.identify(CifarFormat.read(name, split, binaries, unknown));
        }
        throw new DataException(
                "The folder "
                        + folder
                        + " holds no "
                        + (split == Split.TRAIN ? "training" : "test")
                        + " data: expected "
                        + prefix
                        + "-images-idx3-ubyte[.gz] and "
                        + prefix
                        + "-labels-idx1-ubyte[.gz], or a CIFAR-10 binary "
                        + (split == Split.TRAIN ? "train.bin[.gz]" : "test.bin[.gz]")
                        + ".");
    }

    @Override
    public List<String> names() throws DataException {
        if (!Files.isDirectory(root)) {
            throw new DataException(
                    "There is no directory " + root + "; give one that has a folder per data set.");
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(DirectorySource::hasImages)
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("Cannot list the directory " + root + ".", e);
        }
    }

    @Override
    public String description() {
        return "the directory " + root;
    }

    private Path folder(String name) throws DataException {
        List<String> names = names();
        Path folder = root.resolve(name).normalize();
        if (!root.normalize().equals(folder.getParent()) || !Files.isDirectory(folder)) {
            throw new DataException(
                    "The directory "
                            + root
                            + " has no data set \""
                            + name
                            + "\"; it has "
                            + names
                            + ".");
        }
        return folder;
    }

    private static boolean hasImages(Path folder) {
        return find(folder, "train-images-idx3-ubyte", "train-images.idx3-ubyte") != null
                || !binaries(folder, Split.TRAIN).isEmpty();
    }

    private static List<DataFile> binaries(Path folder, Split split) {
        Path single = find(folder, split == Split.TRAIN ? "train.bin" : "test.bin");
        if (single != null) {
            return List.of(DataFile.of(single));
        }
        Path inner = folder.resolve("cifar-10-batches-bin");
        Path batches = Files.isDirectory(inner) ? inner : folder;
        if (split == Split.TEST) {
            Path test = find(batches, "test_batch.bin");
            return test == null ? List.of() : List.of(DataFile.of(test));
        }
        List<DataFile> files = new ArrayList<>();
        for (int i = 1; i <= BATCHES; i++) {
            Path batch = find(batches, "data_batch_" + i + ".bin");
            if (batch != null) {
                files.add(DataFile.of(batch));
            }
        }
        return files.size() == BATCHES ? files : List.of();
    }

    private static Path find(Path folder, String... names) {
        for (String name : names) {
            for (String file : List.of(name + ".gz", name)) {
                Path path = folder.resolve(file);
                if (Files.isRegularFile(path)) {
                    return path;
                }
            }
        }
        return null;
    }
}
