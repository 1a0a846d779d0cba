package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.djlcelo.eval.experiment.Protocol;

/**
 * Makes the plan of a line-up.
 *
 * @param lineup the line-up
 * @param seeds how many seeds the search and the best setting have
 * @param steps training steps of each run
 */
public record Planner(Lineup lineup, Cell.Seeds seeds, int steps) {

    /**
     * Makes a plan. A pilot task that is not among the tasks is searched, but not run with other
     * seeds.
     *
     * @param tasks the tasks, in the order in which they are run
     * @param pilot the pilot task, if the line-up has one
     * @param families the optimizers
     * @return the plan
     */
    public Plan plan(List<OpenTask> tasks, Optional<OpenTask> pilot, List<Family> families) {
        List<Cell> cells = new ArrayList<>();
        Map<String, Cell> pilots = new HashMap<>();
        pilot.ifPresent(
                open -> {
                    Cell.Seeds pilotSeeds =
                            isAmong(tasks, open)
                                    ? seeds
                                    : new Cell.Seeds(seeds.search(), seeds.search());
                    for (Family family : families) {
                        if (isNarrowed(family) && lineup.meets(open.task().name(), family)) {
                            Cell cell = cell(open, family, Stage.PILOT, pilotSeeds, null);
                            pilots.put(family.name(), cell);
                            cells.add(cell);
                        }
                    }
                });
        for (OpenTask open : tasks) {
            for (Family family : families) {
                boolean isPilot =
                        pilots.containsKey(family.name()) && isAmong(List.of(open), pilot.get());
                if (!isPilot && lineup.meets(open.task().name(), family)) {
                    cells.add(cell(open, family, pilots.get(family.name())));
                }
            }
        }
        return new Plan(cells, steps, Protocol.STANDARD);
    }

    private Cell cell(OpenTask open, Family family, Cell pilot) {
        return family.isEffect()
                ? cell(
                        open,
                        family,
                        Stage.EFFECT,
                        new Cell.Seeds(seeds.search(), seeds.search()),
                        null)
                : cell(open, family, Stage.SEARCH, seeds, pilot);
    }

    private Cell cell(
            OpenTask open, Family family, Stage purpose, Cell.Seeds cellSeeds, Cell pilot) {
        return new Cell(
                open.task(),
                open.workload(),
                family,
                purpose,
                cellSeeds,
                Optional.ofNullable(pilot).map(p -> new Cell.Narrowing(p, width(family))));
    }

    /** The baseline tries everything; only where it begins depends on the pilot. */
    private int width(Family family) {
        return family.isBaseline() ? family.settings().size() : lineup.pilot().get().width();
    }

    private boolean isNarrowed(Family family) {
        return family.isGrid()
                && !family.isEffect()
                && family.settings().size() > lineup.pilot().get().width();
    }

    private static boolean isAmong(List<OpenTask> tasks, OpenTask wanted) {
        return tasks.stream().anyMatch(open -> open.task().name().equals(wanted.task().name()));
    }
}
