package org.djlcelo.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with text: {@code train.txt} and {@code test.txt} (each may be compressed), or the two
 * folders of files in which the One Billion Word benchmark is published; beside them a vocabulary,
 * {@code tokenizer.json}.
 *
 * <p>Documents are separated by a line with nothing but a form feed; in a file without one, every
 * line is a document. Of line-by-line text only the first {@value #MOST_LINES} lines are read: more
 * than any run here draws, and the benchmark's 30 million don't fit into memory.
 */
final class TextFolder {

    static final int MOST_LINES = 1_000_000;

    private static final String BETWEEN_DOCUMENTS = "\n\f\n";
    private static final String VOCABULARY = "tokenizer.json";

    private final Path folder;

    TextFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether this looks like a folder with text. */
    boolean exists() {
        return Layout.find(folder, "train.txt") != null || Files.isDirectory(shards(Split.TRAIN));
    }

    TextSet read(String name, Split split, Origin origin) throws DataException {
        Path vocabulary = folder.resolve(VOCABULARY);
        if (!Files.isRegularFile(vocabulary)) {
            throw new DataException(
                    "The folder "
                            + folder
                            + " has no vocabulary; put a "
                            + VOCABULARY
                            + " in the format of Hugging Face's tokenizers there (for T5's"
                            + " SentencePiece vocabulary, the one published with t5-small).");
        }
        return new TextSet(name, split, documents(split), vocabulary, origin);
    }

    private List<String> documents(Split split) throws DataException {
        Path single = Layout.find(folder, split == Split.TRAIN ? "train.txt" : "test.txt");
        List<String> documents =
                single == null ? lines(shards(split)) : documents(DataFile.of(single));
        if (documents.isEmpty()) {
            throw new DataException(
                    "The folder "
                            + folder
                            + " holds no "
                            + (split == Split.TRAIN ? "training" : "test")
                            + " text: expected "
                            + (split == Split.TRAIN ? "train.txt[.gz]" : "test.txt[.gz]")
                            + ".");
        }
        return documents;
    }

    private static List<String> documents(DataFile file) throws DataException {
        String text = new String(file.readAll(), StandardCharsets.UTF_8);
        Stream<String> documents =
                text.contains(BETWEEN_DOCUMENTS)
                        ? Stream.of(text.split(BETWEEN_DOCUMENTS))
                        : text.lines().limit(MOST_LINES);
        return documents.filter(document -> !document.isBlank()).toList();
    }

    private Path shards(Split split) {
        String half = split == Split.TRAIN ? "training" : "heldout";
        return folder.resolve(half + "-monolingual.tokenized.shuffled");
    }

    private static List<String> lines(Path shards) throws DataException {
        List<String> lines = new ArrayList<>();
        if (!Files.isDirectory(shards)) {
            return lines;
        }
        try (Stream<Path> files = Files.list(shards)) {
            for (Path file : files.sorted().toList()) {
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    reader.lines().limit(MOST_LINES - lines.size()).forEach(lines::add);
                }
            }
        } catch (IOException e) {
            throw new DataException("Cannot read the files of " + shards + ".", e);
        }
        return lines;
    }
}
