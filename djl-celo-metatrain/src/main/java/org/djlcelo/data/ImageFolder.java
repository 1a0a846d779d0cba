package org.djlcelo.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with the images of one set in a published layout; each file may be compressed ({@code
 * .gz}).
 *
 * <ul>
 *   <li>the four IDX files of MNIST;
 *   <li>CIFAR binaries as {@code train.bin} and {@code test.bin} or as {@code data_batch_1.bin} to
 *       {@code data_batch_5.bin} and {@code test_batch.bin}, also below {@code
 *       cifar-10-batches-bin} or {@code cifar-100-binary};
 *   <li>{@code train_32x32.mat} and {@code test_32x32.mat} of SVHN.
 * </ul>
 */
final class ImageFolder {

    private static final int BATCHES = 5;

    private final Path folder;

    ImageFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether this looks like a folder with images. */
    boolean exists() {
        return find("train-images-idx3-ubyte", "train-images.idx3-ubyte") != null
                || find("train_32x32.mat") != null
                || !binaries(Split.TRAIN).isEmpty();
    }

    ImageSet read(String name, Split split, Origin origin) throws DataException {
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        Path images = find(prefix + "-images-idx3-ubyte", prefix + "-images.idx3-ubyte");
        Path labels = find(prefix + "-labels-idx1-ubyte", prefix + "-labels.idx1-ubyte");
        if (images != null && labels != null) {
            return IdxFormat.read(name, split, DataFile.of(images), DataFile.of(labels), origin);
        }
        List<DataFile> binaries = binaries(split);
        if (!binaries.isEmpty()) {
            return CifarFormat.read(name, split, binaries, origin);
        }
        Path matlab = find(half(split) + "_32x32.mat");
        if (matlab != null) {
            return SvhnFormat.read(name, split, DataFile.of(matlab), origin);
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
                        + "-labels-idx1-ubyte[.gz], or a CIFAR binary "
                        + half(split)
                        + ".bin[.gz], or SVHN's "
                        + half(split)
                        + "_32x32.mat.");
    }

    /** Labels of another kind that lie beside the images: one byte per sample. */
    ImageSet relabel(ImageSet set, String kind) throws DataException {
        String file = half(set.split()) + "-" + kind + ".bin";
        Path path = find(file);
        if (path == null) {
            throw new DataException("The folder " + folder + " holds no " + file + "[.gz].");
        }
        byte[] labels = DataFile.of(path).readAll();
        if (labels.length != set.count()) {
            throw DataFile.of(path)
                    .malformed("holds " + labels.length + " labels for " + set.count() + " images");
        }
        return set.relabelled(set.name() + ":" + kind, labels);
    }

    private static String half(Split split) {
        return split == Split.TRAIN ? "train" : "test";
    }

    private List<DataFile> binaries(Split split) {
        for (String inner : List.of("", "cifar-10-batches-bin", "cifar-100-binary")) {
            Path single = Layout.find(folder.resolve(inner), half(split) + ".bin");
            if (single != null) {
                return List.of(DataFile.of(single));
            }
        }
        Path inner = folder.resolve("cifar-10-batches-bin");
        Path batches = Files.isDirectory(inner) ? inner : folder;
        if (split == Split.TEST) {
            Path test = Layout.find(batches, "test_batch.bin");
            return test == null ? List.of() : List.of(DataFile.of(test));
        }
        List<DataFile> files = new ArrayList<>();
        for (int i = 1; i <= BATCHES; i++) {
            Path batch = Layout.find(batches, "data_batch_" + i + ".bin");
            if (batch != null) {
                files.add(DataFile.of(batch));
            }
        }
        return files.size() == BATCHES ? files : List.of();
    }

    private Path find(String... names) {
        return Layout.find(folder, names);
    }
}
