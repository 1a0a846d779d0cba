package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbabilityOfImprovementTest {

    @Test
    void handComputedCase() {
        ScoreMatrix x = new ScoreMatrix(new double[][] {{1, 5}, {2, 5}});
        ScoreMatrix y = new ScoreMatrix(new double[][] {{1, 6}, {0, 7}, {3, 5}});
        // first task: 1 against 1, 0, 3 is ½ + 1 + 0; 2 is 1 + 1 + 0; together 3.5 of 6
        // second task: two ties in 6 pairs, 1 of 6
        assertEquals((3.5 / 6 + 1.0 / 6) / 2, ProbabilityOfImprovement.of(x, y), 1e-15);
    }

    @Test
    void bothWaysAddUpToOne() {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            int tasks = 1 + random.nextInt(6);
            ScoreMatrix x = random(random, 1 + random.nextInt(5), tasks);
            ScoreMatrix y = random(random, 1 + random.nextInt(5), tasks);
            assertEquals(
                    1,
                    ProbabilityOfImprovement.of(x, y) + ProbabilityOfImprovement.of(y, x),
                    1e-15);
            assertEquals(0.5, ProbabilityOfImprovement.of(x, x));
        }
    }

    @Test
    void tasksMustAgree() {
        ScoreMatrix one = new ScoreMatrix(new double[][] {{1}});
        ScoreMatrix two = new ScoreMatrix(new double[][] {{1, 2}});
        assertThrows(IllegalArgumentException.class, () -> ProbabilityOfImprovement.of(one, two));
    }

    /** Few different values, so that there are ties. */
    private static ScoreMatrix random(Random random, int runs, int tasks) {
        double[][] scores = new double[runs][tasks];
        for (double[] run : scores) {
            for (int task = 0; task < tasks; task++) {
                run[task] = random.nextInt(4);
            }
        }
        return new ScoreMatrix(scores);
    }
}
