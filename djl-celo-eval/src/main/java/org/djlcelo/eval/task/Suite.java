package org.djlcelo.eval.task;

import java.util.List;

/**
 * A named list of tasks with the settings they are usually run at.
 *
 * @param name the name on the command line
 * @param summary one line in words
 * @param tasks the tasks
 * @param steps training steps of each run
 * @param seeds number of seeds, 0 to seeds - 1
 */
public record Suite(String name, String summary, List<EvalTask> tasks, int steps, int seeds) {

    /** Two networks, one seed: what running without arguments shows. */
    public static final Suite DEMO =
            new Suite(
                    "demo",
                    "two networks on letters, one seed: a first look in a minute or two",
                    List.of(QuickTasks.MLP, QuickTasks.CONV),
                    1000,
                    1);

    /** Three small networks on embedded data. */
    public static final Suite QUICK =
            new Suite("quick", "three small networks on letters", QuickTasks.ALL, 1000, 3);

    /** Nine of the paper's tasks, for two cores and a night. */
    public static final Suite STANDARD =
            new Suite(
                    "standard",
                    "nine of the paper's tasks; needs --data-dir",
                    PaperTasks.STANDARD,
                    2000,
                    3);

    /** All of the paper's tasks. */
    public static final Suite PAPER =
            new Suite("paper", "the paper's 17 tasks; needs --data-dir", PaperTasks.ALL, 2000, 3);

    /**
     * Returns all suites.
     *
     * @return the suites, smallest first
     */
    public static List<Suite> all() {
        return List.of(DEMO, QUICK, STANDARD, PAPER);
    }

    /**
     * Returns all tasks of all suites.
     *
     * @return each task once
     */
    public static List<EvalTask> allTasks() {
        return all().stream().flatMap(suite -> suite.tasks().stream()).distinct().toList();
    }
}
