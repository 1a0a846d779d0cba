package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AggregateTest {

    /** Two runs of three tasks; sorted: 0, 0.5, 1, 1.5, 2, 4. */
    private static final ScoreMatrix SMALL =
            new ScoreMatrix(new double[][] {{0.5, 2, 0}, {1.5, 4, 1}});

    private record Recorded(
            String origin,
            Map<String, double[][]> matrices,
            Map<String, Map<String, Double>> aggregates) {}

    @Test
    void handComputedCase() {
        // floor(6 / 4) = 1 dropped at each end: (0.5 + 1 + 1.5 + 2) / 4
        assertEquals(1.25, Aggregate.IQM.applyAsDouble(SMALL), 1e-15);
        // task means 1, 3, 0.5
        assertEquals(1, Aggregate.MEDIAN.applyAsDouble(SMALL), 1e-15);
        assertEquals(1.5, Aggregate.MEAN.applyAsDouble(SMALL), 1e-15);
        // 1 - (0.5 + 1 + 0 + 1 + 1 + 1) / 6
        assertEquals(0.25, Aggregate.OPTIMALITY_GAP.applyAsDouble(SMALL), 1e-15);
    }

    @Test
    void medianOfEvenNumberOfTasksIsMeanOfMiddleTwo() {
        ScoreMatrix four = new ScoreMatrix(new double[][] {{4, 1, 2, 100}});
        assertEquals(3, Aggregate.MEDIAN.applyAsDouble(four), 1e-15);
    }

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void constantMatrix(Aggregate aggregate) {
        double[][] scores = new double[3][17];
        for (double[] run : scores) {
            Arrays.fill(run, 0.75);
        }
        double expected = aggregate == Aggregate.OPTIMALITY_GAP ? 0.25 : 0.75;
        assertEquals(expected, aggregate.applyAsDouble(new ScoreMatrix(scores)), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void orderOfRunsAndTasksDoesNotMatter(Aggregate aggregate) {
        Random random = new Random(5);
        List<double[]> columns = new ArrayList<>();
        for (int task = 0; task < 8; task++) {
            columns.add(random.doubles(3, 0, 3).toArray());
        }
        double before = aggregate.applyAsDouble(fromColumns(columns));
        Collections.shuffle(columns, random);
        for (double[] column : columns) {
            double first = column[0];
            column[0] = column[2];
            column[2] = first;
        }
        assertEquals(before, aggregate.applyAsDouble(fromColumns(columns)), 1e-12);
    }

    @Test
    void agreesWithRliable() throws Exception {
        try (Reader reader =
                new InputStreamReader(
                        AggregateTest.class.getResourceAsStream("rliable-aggregates.json"),
                        StandardCharsets.UTF_8)) {
            Recorded recorded = new Gson().fromJson(reader, Recorded.class);
            assertEquals(7, recorded.aggregates().size());
            recorded.aggregates()
                    .forEach(
                            (name, expected) -> {
                                ScoreMatrix matrix = new ScoreMatrix(recorded.matrices().get(name));
                                check(expected.get("iqm"), Aggregate.IQM, matrix);
                                check(expected.get("median"), Aggregate.MEDIAN, matrix);
                                check(expected.get("mean"), Aggregate.MEAN, matrix);
                                check(
                                        expected.get("optimality_gap"),
                                        Aggregate.OPTIMALITY_GAP,
                                        matrix);
                            });
        }
    }

    @Test
    void refusesWhatIsNoMatrix() {
        assertThrows(IllegalArgumentException.class, () -> new ScoreMatrix(new double[0][]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScoreMatrix(new double[][] {{1, 2}, {1}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScoreMatrix(new double[][] {{Double.NaN}}));
    }

    private static void check(double expected, Aggregate aggregate, ScoreMatrix matrix) {
        assertEquals(expected, aggregate.applyAsDouble(matrix), 1e-12, aggregate::label);
    }

    private static ScoreMatrix fromColumns(List<double[]> columns) {
        double[][] scores = new double[columns.get(0).length][columns.size()];
        for (int task = 0; task < columns.size(); task++) {
            for (int run = 0; run < scores.length; run++) {
                scores[run][task] = columns.get(task)[run];
            }
        }
        return new ScoreMatrix(scores);
    }
}
