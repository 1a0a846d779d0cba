package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Scorer;

/**
 * What the records of a campaign say so far. A decision, once the records allow it, is kept: a
 * record never changes. Not for several threads.
 */
public final class Outcomes {

    private final RecordStore store;
    private final String device;
    private final Map<Cell, Contender> best = new IdentityHashMap<>();
    private final Map<Cell, List<Contender>> candidates = new IdentityHashMap<>();

    /**
     * Creates a view of records.
     *
     * @param store the records
     * @param device the kind of device that they are of
     */
    public Outcomes(RecordStore store, String device) {
        this.store = store;
        this.device = device;
    }

    /**
     * Tells whether a run has its record.
     *
     * @param run the run
     * @return whether it need not be made
     */
    public boolean isRecorded(PlannedRun run) {
        return store.contains(fileName(run));
    }

    /** The name of a run's record, which identifies the run. */
    String fileName(PlannedRun run) {
        return run.experiment().fileName(device);
    }

    /**
     * Returns the records of runs.
     *
     * @param runs decided runs
     * @return the records of those that have one, in the same order
     */
    public List<RunRecord> records(List<PlannedRun> runs) {
        List<RunRecord> records = new ArrayList<>();
        for (PlannedRun run : runs) {
            if (isRecorded(run)) {
                records.add(store.read(fileName(run)));
            }
        }
        return records;
    }

    /** The settings that a cell tries, most interesting first; empty if that is not decided yet. */
    Optional<List<Contender>> candidates(Plan plan, Cell cell) {
        if (!candidates.containsKey(cell)) {
            centre(plan, cell)
                    .ifPresent(
                            centre ->
                                    candidates.put(
                                            cell, cell.family().around(centre, cell.width())));
        }
        return Optional.ofNullable(candidates.get(cell));
    }

    private Optional<Integer> centre(Plan plan, Cell cell) {
        if (cell.narrowing().isEmpty()) {
            return Optional.of(cell.family().centre());
        }
        return best(plan, cell.narrowing().get().pilot())
                .map(winner -> cell.family().indexOf(winner.name()));
    }

    /** The setting that the other seeds run at; empty if that is not decided yet. */
    Optional<Contender> best(Plan plan, Cell cell) {
        if (!best.containsKey(cell)) {
            candidates(plan, cell)
                    .flatMap(tried -> winner(plan, cell, tried))
                    .ifPresent(winner -> best.put(cell, winner));
        }
        return Optional.ofNullable(best.get(cell));
    }

    private Optional<Contender> winner(Plan plan, Cell cell, List<Contender> tried) {
        if (tried.size() == 1) {
            return Optional.of(tried.get(0));
        }
        List<RunRecord> records = new ArrayList<>();
        for (Contender contender : tried) {
            // scores look at all seeds that there are, so this does
            for (int seed = 0; seed < cell.seeds().all(); seed++) {
                PlannedRun run = plan.run(cell, contender, seed, cell.purpose(), 0);
                if (isRecorded(run)) {
                    records.add(store.read(fileName(run)));
                } else if (seed < cell.seeds().search()) {
                    return Optional.empty();
                }
            }
        }
        String winner = Scorer.bestSetting(records);
        return tried.stream().filter(contender -> contender.name().equals(winner)).findFirst();
    }
}
