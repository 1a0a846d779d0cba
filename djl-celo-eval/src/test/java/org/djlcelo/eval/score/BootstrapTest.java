package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BootstrapTest {

    private static final Bootstrap MANY = new Bootstrap(20_000, 3, Resampling.RUNS);

    private static final double[][] THREE_RUNS = {{0.2}, {1.3}, {0.9}};
    private static final double[][] TWO_BY_TWO = {{0.5, 2}, {1.25, 0}};

    /**
     * Every outcome of the resampling is counted; the sampled interval must end at the values whose
     * cumulative share reaches 2.5 and 97.5 %.
     */
    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void intervalsEndWhereAllOutcomesSay(Aggregate aggregate) {
        for (double[][] scores : new double[][][] {THREE_RUNS, TWO_BY_TWO}) {
            TreeMap<Double, Integer> outcomes = outcomes(scores, aggregate);
            Interval interval = MANY.aggregates(new ScoreMatrix(scores)).get(aggregate).interval();
            assertEquals(quantile(outcomes, 0.025), interval.low(), 1e-12);
            assertEquals(quantile(outcomes, 0.975), interval.high(), 1e-12);
        }
    }

    @Test
    void improvementEndsWhereAllOutcomesSay() {
        // X wins 0, 1 or 2 of 2 pairs after redrawing: 1/4, 1/2, 1/4 of all outcomes
        ScoreMatrix x = new ScoreMatrix(new double[][] {{0}, {2}});
        ScoreMatrix y = new ScoreMatrix(new double[][] {{1}});
        Estimate estimate = MANY.improvement(x, y);
        assertEquals(0.5, estimate.value());
        assertEquals(new Interval(0, 1), estimate.interval());
    }

    @Test
    void theSpreadIsThatOfAMean() {
        Random random = new Random(1);
        double[][] scores = new double[12][6];
        for (double[] run : scores) {
            Arrays.setAll(run, i -> random.nextGaussian() + 3);
        }
        ScoreMatrix matrix = new ScoreMatrix(scores);
        double variance = 0;
        for (int task = 0; task < 6; task++) {
            double mean = matrix.taskMeans()[task];
            for (double[] run : scores) {
                variance += (run[task] - mean) * (run[task] - mean) / 12 / 12 / 36;
            }
        }
        Interval interval = MANY.aggregates(matrix).get(Aggregate.MEAN).interval();
        double width = 2 * 1.96 * Math.sqrt(variance);
        assertEquals(width, interval.high() - interval.low(), 0.05 * width);
    }

    @Test
    void constantScoresHaveNoWidth() {
        double[][] scores = new double[3][17];
        Arrays.stream(scores).forEach(run -> Arrays.fill(run, 0.75));
        MANY.aggregates(new ScoreMatrix(scores))
                .values()
                .forEach(
                        estimate -> {
                            assertEquals(estimate.value(), estimate.interval().low());
                            assertEquals(estimate.value(), estimate.interval().high());
                        });
    }

    @Test
    void orderOfRunsAndTasksMattersLittle() {
        double[][] scores = random(3, 9);
        double[][] turned = new double[3][9];
        for (int run = 0; run < 3; run++) {
            for (int task = 0; task < 9; task++) {
                turned[2 - run][8 - task] = scores[run][task];
            }
        }
        Map<Aggregate, Estimate> a = MANY.aggregates(new ScoreMatrix(scores));
        Map<Aggregate, Estimate> b = MANY.aggregates(new ScoreMatrix(turned));
        for (Aggregate aggregate : new Aggregate[] {Aggregate.IQM, Aggregate.MEAN}) {
            Interval one = a.get(aggregate).interval();
            Interval other = b.get(aggregate).interval();
            double width = one.high() - one.low();
            assertEquals(one.low(), other.low(), 0.05 * width);
            assertEquals(one.high(), other.high(), 0.05 * width);
        }
    }

    @Test
    void sameSeedSameIntervals() {
        ScoreMatrix scores = new ScoreMatrix(random(3, 5));
        assertEquals(MANY.aggregates(scores), MANY.aggregates(scores));
        Bootstrap other = new Bootstrap(20_000, 4, Resampling.RUNS);
        assertTrue(!MANY.aggregates(scores).equals(other.aggregates(scores)), "the seed has a say");
    }

    @Test
    void resamplingTasksWidensIntervals() {
        // two tasks without spread: only the choice of tasks is uncertain
        ScoreMatrix scores = new ScoreMatrix(new double[][] {{1, 3}, {1, 3}});
        Bootstrap tasks = new Bootstrap(20_000, 0, Resampling.RUNS_AND_TASKS);
        assertEquals(new Interval(2, 2), MANY.aggregates(scores).get(Aggregate.MEAN).interval());
        assertEquals(new Interval(1, 3), tasks.aggregates(scores).get(Aggregate.MEAN).interval());
        // the same tasks are drawn for both
        ScoreMatrix better = new ScoreMatrix(new double[][] {{2, 4}});
        assertEquals(new Interval(1, 1), tasks.improvement(better, scores).interval());
    }

    @Test
    void percentilesAreLinearBetweenNeighbours() {
        double[] values = new double[41];
        Arrays.setAll(values, i -> 40 - i);
        assertEquals(new Interval(1, 39), Interval.middle95(values));
        Interval two = Interval.middle95(new double[] {1, 0});
        assertEquals(0.025, two.low(), 1e-15);
        assertEquals(0.975, two.high(), 1e-15);
    }

    @Test
    void refusesNoReplicates() {
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 0, Resampling.RUNS));
    }

    private static double[][] random(int runs, int tasks) {
        Random random = new Random(9);
        double[][] scores = new double[runs][tasks];
        for (double[] run : scores) {
            Arrays.setAll(run, i -> 3 * random.nextDouble());
        }
        return scores;
    }

    private static TreeMap<Double, Integer> outcomes(double[][] scores, Aggregate aggregate) {
        int runs = scores.length;
        int entries = runs * scores[0].length;
        TreeMap<Double, Integer> counts = new TreeMap<>();
        for (int outcome = 0; outcome < Math.pow(runs, entries); outcome++) {
            double[][] drawn = new double[runs][scores[0].length];
            int rest = outcome;
            for (int entry = 0; entry < entries; entry++) {
                int task = entry / runs;
                drawn[entry % runs][task] = scores[rest % runs][task];
                rest /= runs;
            }
            double value = aggregate.applyAsDouble(new ScoreMatrix(drawn));
            counts.merge(Math.rint(value * 1e12) / 1e12, 1, Integer::sum);
        }
        return counts;
    }

    private static double quantile(TreeMap<Double, Integer> counts, double share) {
        double all = counts.values().stream().mapToInt(Integer::intValue).sum();
        double sum = 0;
        for (Map.Entry<Double, Integer> entry : counts.entrySet()) {
            sum += entry.getValue();
            if (sum >= share * all) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }
}
