package org.djlcelo.eval.campaign;

import java.util.Comparator;
import org.djlcelo.eval.experiment.Experiment;

/**
 * A run that is decided.
 *
 * @param cell the cell that it belongs to
 * @param experiment the run
 * @param stage why it is made
 * @param rank how far its setting is from the centre of the search: 0 is tried first
 */
public record PlannedRun(Cell cell, Experiment experiment, Stage stage, int rank) {

    /**
     * Breadth first: all cells at their centre, then all one further out, and so on; then the next
     * seed. Runs of equal interest stay in the order of the cells.
     */
    static final Comparator<PlannedRun> BY_INTEREST =
            Comparator.comparing(PlannedRun::stage)
                    .thenComparingLong(run -> run.experiment().seed())
                    .thenComparingInt(PlannedRun::rank);
}
