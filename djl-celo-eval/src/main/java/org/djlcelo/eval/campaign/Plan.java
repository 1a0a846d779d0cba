package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.Protocol;

/**
 * What a campaign is to run, in which order, and why.
 *
 * <p>Every cell is searched on its first seed or seeds; on the others only the best setting is run
 * ({@link org.djlcelo.eval.score.Scorer#bestSetting}, so that runs and scores agree). A narrowed
 * cell tries the settings around the winner of its pilot. What depends on results is decided by
 * records, so the same records always give the same plan.
 *
 * <p>The order is the order of information, so that a campaign can be stopped at any time: pilots
 * first, since others depend on them; then, seed by seed, every optimizer on every task at the
 * centre of its settings, then one setting further out, and so on; then the other seeds; at last
 * what only illustrates.
 *
 * @param cells the cells, in the order in which runs of equal interest are made
 * @param steps training steps of each run
 * @param protocol when and how much is evaluated
 */
public record Plan(List<Cell> cells, int steps, Protocol protocol) {

    /** Copies the list. */
    public Plan {
        cells = List.copyOf(cells);
    }

    /**
     * Returns how many runs there are in all, decided or not.
     *
     * @return the number
     */
    public int size() {
        return cells.stream().mapToInt(cell -> cell.searchRuns() + cell.repeatRuns()).sum();
    }

    /**
     * Returns the runs that are decided, recorded or not.
     *
     * @param outcomes the records that there are
     * @return the runs, most informative first
     */
    public List<PlannedRun> decided(Outcomes outcomes) {
        List<PlannedRun> runs = new ArrayList<>();
        cells.forEach(cell -> addRuns(cell, outcomes, runs));
        runs.sort(PlannedRun.BY_INTEREST);
        return runs;
    }

    private void addRuns(Cell cell, Outcomes outcomes, List<PlannedRun> runs) {
        List<Contender> candidates = outcomes.candidates(this, cell).orElse(List.of());
        for (int seed = 0; seed < cell.seeds().search(); seed++) {
            for (int rank = 0; rank < candidates.size(); rank++) {
                runs.add(run(cell, candidates.get(rank), seed, cell.purpose(), rank));
            }
        }
        Optional<Contender> best = outcomes.best(this, cell);
        for (int seed = cell.seeds().search(); seed < cell.seeds().all(); seed++) {
            if (best.isPresent()) {
                runs.add(run(cell, best.get(), seed, Stage.REPEAT, 0));
            }
        }
    }

    PlannedRun run(Cell cell, Contender contender, int seed, Stage stage, int rank) {
        Experiment experiment =
                new Experiment(cell.task(), cell.workload(), contender, seed, steps, protocol);
        return new PlannedRun(cell, experiment, stage, rank);
    }
}
