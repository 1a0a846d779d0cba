package org.djlcelo.metatrain;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.djlcelo.chart.Series;

/**
 * What a metrics file tells, as lines of charts; a second stage follows where the first ends.
 *
 * @param label the run
 * @param lines its meta-iterations
 */
record MetricsHistory(String label, List<MetricsLine> lines) {

    private static final Gson GSON = new Gson();

    /** Points of a line: each is the mean of its share of the iterations. */
    static final int POINTS = 150;

    static MetricsHistory read(String label, Path file) throws IOException {
        List<MetricsLine> lines = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // a run that goes on may have written half of its last line
                if (line.endsWith("}")) {
                    lines.add(GSON.fromJson(line, MetricsLine.class));
                }
            }
        } catch (NoSuchFileException e) {
            throw new UserException("There is no " + file + "; name the folder of a run.", e);
        } catch (JsonParseException | NumberFormatException e) {
            throw new UserException(
                    "The metrics in " + file + " are damaged: " + e.getMessage() + ".", e);
        }
        if (lines.isEmpty()) {
            throw new UserException("The run in " + label + " has no metrics yet; try later.");
        }
        return new MetricsHistory(label, lines);
    }

    /** The names of the tasks, sorted. */
    Set<String> tasks() {
        return new TreeSet<>(lines.get(0).tasks().keySet());
    }

    /** A line over all meta-iterations. */
    Series series(String name, String style, ToDoubleFunction<MetricsLine> value) {
        double[] x = new double[lines.size()];
        double[] y = new double[lines.size()];
        int before = 0;
        for (int i = 0; i < x.length; i++) {
            MetricsLine line = lines.get(i);
            if (i > 0 && !line.stage().equals(lines.get(i - 1).stage())) {
                before += lines.get(i - 1).iteration();
            }
            x[i] = before + line.iteration();
            y[i] = value.applyAsDouble(line);
        }
        return new Series(name, style, x, y).thinned(POINTS);
    }
}
