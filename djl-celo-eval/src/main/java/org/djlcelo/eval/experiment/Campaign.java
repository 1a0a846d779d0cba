package org.djlcelo.eval.experiment;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.eval.progress.Progress;

/** Makes the runs of a list that have no record yet, one after the other. */
public final class Campaign {

    private final RecordStore store;
    private final Environment environment;

    /**
     * Creates a campaign.
     *
     * @param store where records go
     * @param environment where it runs
     */
    public Campaign(RecordStore store, Environment environment) {
        this.store = store;
        this.environment = environment;
    }

    /**
     * Returns the experiments without a record.
     *
     * @param experiments what is wanted
     * @return those still to be run, in the same order
     */
    public List<Experiment> missing(List<Experiment> experiments) {
        return experiments.stream().filter(e -> !store.contains(fileName(e))).toList();
    }

    /**
     * Makes all missing runs and returns the records of all experiments.
     *
     * @param experiments what is wanted
     * @param progress is told of every step
     * @return one record per experiment, in the same order
     * @throws org.djlcelo.eval.UserException if a record cannot be written or read
     */
    public List<RunRecord> run(List<Experiment> experiments, Progress progress) {
        for (Experiment experiment : missing(experiments)) {
            progress.begin(experiment.task().name(), experiment.contender().name());
            RunRecord record = new TrainingRun(experiment, environment, progress::stepDone).run();
            store.write(fileName(experiment), record);
            progress.end(record.message());
        }
        List<RunRecord> records = new ArrayList<>();
        experiments.forEach(experiment -> records.add(store.read(fileName(experiment))));
        return records;
    }

    private String fileName(Experiment experiment) {
        return experiment.fileName(environment.deviceType());
    }
}
