package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.util.List;
import org.djlcelo.eval.campaign.Budget;
import org.djlcelo.eval.campaign.Campaign;
import org.djlcelo.eval.campaign.Outcomes;
import org.djlcelo.eval.campaign.Plan;
import org.djlcelo.eval.campaign.PlanText;
import org.djlcelo.eval.campaign.Tally;
import org.djlcelo.eval.campaign.Worker;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.progress.Progress;

/** Runs a campaign and tells how it goes. */
final class CampaignRunner {

    private final PrintWriter out;
    private final Plan plan;
    private final RecordStore store;
    private final Campaign campaign;

    CampaignRunner(PrintWriter out, Plan plan, RecordStore store, Environment environment) {
        this.out = out;
        this.plan = plan;
        this.store = store;
        this.campaign = new Campaign(plan, store, environment.deviceType());
    }

    Outcomes outcomes() {
        return campaign.outcomes();
    }

    /** Makes the missing runs, closes the workers and returns the records that there are then. */
    List<RunRecord> run(List<? extends Worker> workers, Budget budget) {
        List<Progress.Planned> missing = campaign.missing();
        if (missing.size() < plan.size()) {
            out.println(
                    plan.size()
                            - missing.size()
                            + " of "
                            + plan.size()
                            + " runs have their record in "
                            + store.directory()
                            + " and are not repeated.");
        }
        try {
            campaign.run(workers, budget, Progress.of(out, missing, workers.size()));
        } finally {
            workers.forEach(Worker::close);
        }
        Outcomes outcomes = outcomes();
        Tally tally = Tally.of(plan, outcomes);
        if (tally.missing() > 0) {
            out.println();
            out.println("The budget of " + budget + " is spent. " + PlanText.missing(tally));
            out.println("The same command goes on where this one stopped.");
        }
        return outcomes.records(plan.decided(outcomes));
    }
}
