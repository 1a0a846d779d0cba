package org.djlcelo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with one folder per set, in the published file layouts that {@link ImageFolder} and
 * {@link TextFolder} list.
 *
 * <p>A name with a colon, {@code photos:photo-ids}, is the set of the folder before it with other
 * labels, those of {@code train-photo-ids.bin} and {@code test-photo-ids.bin}.
 */
final class DirectorySource implements DataSource {

    private static final char BEFORE_LABELS = ':';

    private final Path root;

    DirectorySource(Path root) {
        this.root = root;
    }

    @Override
    public ImageSet load(String name, Split split) throws DataException {
        int colon = name.indexOf(BEFORE_LABELS);
        String set = colon < 0 ? name : name.substring(0, colon);
        ImageFolder folder = new ImageFolder(folder(set));
        ImageSet images = KnownSets.identify(folder.read(set, split, KnownSets.supplied(set)));
        return colon < 0 ? images : folder.relabel(images, name.substring(colon + 1));
    }

    @Override
    public TextSet loadText(String name, Split split) throws DataException {
        TextFolder folder = new TextFolder(folder(name));
        return KnownSets.identify(folder.read(name, split, KnownSets.supplied(name)));
    }

    @Override
    public List<String> names() throws DataException {
        if (!Files.isDirectory(root)) {
            throw new DataException(
                    "There is no directory " + root + "; give one that has a folder per data set.");
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(
                            path -> new ImageFolder(path).exists() || new TextFolder(path).exists())
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
}
