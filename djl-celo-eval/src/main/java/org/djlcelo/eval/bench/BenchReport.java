package org.djlcelo.eval.bench;

import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything about a run of the benchmark: what {@code --json} writes.
 *
 * @param format the version of this format
 * @param date when it ended
 * @param program {@code quick}, {@code full} or {@code accelerator}
 * @param device where parameters lived
 * @param weights identifier of Celo's weights
 * @param forks forked JVMs per heat
 * @param versions versions of the software by component, JMH's among them
 * @param machine properties of the machine
 * @param heats the results
 */
record BenchReport(
        int format,
        String date,
        String program,
        String device,
        String weights,
        int forks,
        SortedMap<String, String> versions,
        SortedMap<String, String> machine,
        List<HeatResult> heats) {

    static final int FORMAT = 1;

    /** As JSON; numbers that don't apply are left out. */
    String toJson() {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this)
                + "\n";
    }
}
