package org.djlcelo.eval.campaign;

import java.util.Optional;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Workload;

/**
 * One optimizer on one task: a search over its settings, then the best one again.
 *
 * @param task the task
 * @param workload the task's data
 * @param family the optimizer
 * @param purpose what its search is: {@link Stage#PILOT}, {@link Stage#SEARCH} or {@link
 *     Stage#EFFECT}
 * @param seeds how many seeds it has
 * @param narrowing what decides which settings are tried; empty if all are
 */
public record Cell(
        EvalTask task,
        Workload workload,
        Family family,
        Stage purpose,
        Seeds seeds,
        Optional<Narrowing> narrowing) {

    /**
     * Seeds from 0.
     *
     * @param search how many all settings are run with, at least 1
     * @param all how many the best setting is run with
     */
    public record Seeds(int search, int all) {

        /** A search can't have more seeds than there are. */
        public Seeds {
            search = Math.min(search, all);
        }
    }

    /**
     * A search around what won elsewhere.
     *
     * @param pilot the same optimizer on another task, with all settings
     * @param width how many settings are tried
     */
    public record Narrowing(Cell pilot, int width) {}

    /** How many settings are tried. */
    int width() {
        return narrowing
                .map(n -> Math.min(n.width(), family.settings().size()))
                .orElse(family.settings().size());
    }

    int searchRuns() {
        return width() * seeds.search();
    }

    int repeatRuns() {
        return seeds.all() - seeds.search();
    }
}
