package org.djlcelo.eval.jobs;

import com.google.gson.Gson;
import org.djlcelo.eval.campaign.PlannedRun;
import org.djlcelo.eval.experiment.Experiment;

/**
 * What a child is to run, in names of the command line; data and weights are in its options.
 *
 * @param task the task's name
 * @param optimizer what the catalog makes the contender from
 * @param seed the seed
 * @param steps training steps
 */
public record Order(String task, String optimizer, long seed, int steps) {

    private static final Gson GSON = new Gson();

    static Order of(PlannedRun run) {
        Experiment experiment = run.experiment();
        return new Order(
                experiment.task().name(),
                experiment.contender().spec(),
                experiment.seed(),
                experiment.steps());
    }

    String toLine() {
        return GSON.toJson(this);
    }

    static Order parse(String line) {
        return GSON.fromJson(line, Order.class);
    }
}
