package org.djlcelo.eval.score;

import java.util.random.RandomGenerator;

/** What a bootstrap draws with replacement. */
public enum Resampling {

    /**
     * The runs of each task, independently per task: how much would the numbers change with other
     * seeds on the same tasks? This is rliable's default.
     */
    RUNS {
        @Override
        int[] drawTasks(int tasks, RandomGenerator random) {
            int[] all = new int[tasks];
            for (int task = 0; task < tasks; task++) {
                all[task] = task;
            }
            return all;
        }
    },

    /** The tasks, too: how much would the numbers change with other tasks of this kind? */
    RUNS_AND_TASKS {
        @Override
        int[] drawTasks(int tasks, RandomGenerator random) {
            int[] drawn = new int[tasks];
            for (int task = 0; task < tasks; task++) {
                drawn[task] = random.nextInt(tasks);
            }
            return drawn;
        }
    };

    /** The tasks of one replicate; their runs are drawn afterwards. */
    abstract int[] drawTasks(int tasks, RandomGenerator random);
}
