package org.djlcelo.eval.experiment;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;

/**
 * A directory of records.
 *
 * <p>A record appears under its name only when it is complete: it is written to a temporary file
 * beside it and renamed. Whatever happens, a file with a record's name is a whole record.
 */
public final class RecordStore {

    private static final String SUFFIX = ".json";

    private final Path directory;

    /**
     * Creates a store.
     *
     * @param directory the directory; created by the first write
     */
    public RecordStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the directory.
     *
     * @return as given
     */
    public Path directory() {
        return directory;
    }

    /**
     * Tells whether a run has its record.
     *
     * @param fileName the record's file name
     * @return whether the file is there
     */
    public boolean contains(String fileName) {
        return Files.exists(directory.resolve(fileName));
    }

    /**
     * Writes a record.
     *
     * @param fileName the record's file name
     * @param run the record
     * @throws UserException if the directory or the file cannot be written
     */
    public void write(String fileName, RunRecord run) {
        Path target = directory.resolve(fileName);
        Path temporary = directory.resolve("." + fileName + ".tmp");
        try {
            Files.createDirectories(directory);
            Files.writeString(temporary, RecordFormat.write(run));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary);
            throw new UserException(
                    "Cannot write the record "
                            + target
                            + " ("
                            + reason(e)
                            + "); make room or choose another directory with --out, earlier records"
                            + " are kept.",
                    e);
        }
    }

    /**
     * Reads one record.
     *
     * @param fileName the record's file name
     * @return the record
     * @throws UserException if the file cannot be read or is no record
     */
    public RunRecord read(String fileName) {
        Path file = directory.resolve(fileName);
        try {
            return RecordFormat.read(Files.readString(file));
        } catch (IOException | JsonParseException e) {
            throw new UserException(
                    "The file "
                            + file
                            + " is not a readable record ("
                            + reason(e)
                            + "); delete it and the run will be made again.",
                    e);
        }
    }

    /**
     * Reads all records.
     *
     * @return the records in the order of their file names
     * @throws UserException if the directory is missing, empty or holds a damaged record
     */
    public List<RunRecord> readAll() {
        List<String> names = names();
        if (names.isEmpty()) {
            throw new UserException(
                    "The directory "
                            + directory
                            + " holds no records; make some with: run --out "
                            + directory);
        }
        List<RunRecord> runs = new ArrayList<>();
        names.forEach(name -> runs.add(read(name)));
        return runs;
    }

    /** Half a record would keep room that whole ones need. */
    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // the sentence about the record itself says what to do
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read the directory " + directory + " (" + reason(e) + ").", e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
    }
}
