package org.djlcelo.eval.score;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.djlcelo.eval.experiment.RunRecord;

/**
 * Names of rows and columns: short where that is unambiguous, with what differs where it is not.
 *
 * <p>Two records belong to the same row only if all settings and the kind of device agree, to the
 * same column only if the task's definition and the data agree.
 */
final class Labels {

    private final List<RunRecord> runs;

    Labels(List<RunRecord> runs) {
        this.runs = runs;
    }

    String row(RunRecord run) {
        RunRecord.Config config = run.config();
        List<RunRecord.Config> namesakes =
                runs.stream()
                        .map(RunRecord::config)
                        .filter(other -> other.optimizer().equals(config.optimizer()))
                        .toList();
        Set<String> keys = new TreeSet<>();
        namesakes.forEach(other -> keys.addAll(other.settings().keySet()));
        StringJoiner differences = new StringJoiner(", ", " [", "]").setEmptyValue("");
        for (String key : keys) {
            if (namesakes.stream().map(c -> value(c.settings(), key)).distinct().count() > 1) {
                differences.add(value(config.settings(), key));
            }
        }
        if (namesakes.stream().map(RunRecord.Config::device).distinct().count() > 1) {
            differences.add(config.device());
        }
        return config.optimizer() + differences;
    }

    String column(RunRecord run) {
        Set<String> definitions = new LinkedHashSet<>();
        runs.stream()
                .filter(other -> other.config().task().equals(run.config().task()))
                .forEach(other -> definitions.add(definition(other)));
        String task = run.config().task();
        return definitions.size() == 1 ? task : task + " [" + definition(run) + "]";
    }

    private static String definition(RunRecord run) {
        StringJoiner data = new StringJoiner("+");
        run.data().forEach(use -> data.add(use.fingerprint()));
        return "revision " + run.config().taskRevision() + ", data " + data;
    }

    private static String value(SortedMap<String, String> settings, String key) {
        return settings.getOrDefault(key, "no " + key);
    }
}
