package org.djlcelo.metatrain;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.djlcelo.metatrain.inner.InnerRun;

/**
 * What one setting of an optimizer did on one task.
 *
 * @param setting the setting's label
 * @param runs one run per seed, seeds in order
 */
record Outcome(String setting, List<InnerRun.Losses> runs) {

    /** The loss over all steps, mean over seeds. */
    double mean() {
        return average(InnerRun.Losses::mean);
    }

    /** The final loss, mean over seeds. */
    double last() {
        return average(InnerRun.Losses::last);
    }

    private double average(ToDoubleFunction<InnerRun.Losses> loss) {
        return runs.stream().mapToDouble(loss).average().orElseThrow();
    }
}
