package org.djlcelo.eval.score;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.RunRecord.Config;
import org.djlcelo.eval.task.DataUse;

/**
 * Names of rows and columns: short where that is unambiguous, with what differs where it is not.
 *
 * <p>Two records belong to the same row only if all settings and the kind of device agree, to the
 * same column only if the task's definition and the data agree. A family spans the settings that go
 * with an optimizer's name ({@code adam@0.1}, {@code adam@0.01}); records of one name that differ
 * in something else belong to different families. A task on data of another set is named after
 * both.
 */
final class Labels {

    /** The setting that identifies learned weights. */
    static final String WEIGHTS = "weights";

    private final List<RunRecord> runs;

    Labels(List<RunRecord> runs) {
        this.runs = runs;
    }

    String row(RunRecord run) {
        String optimizer = run.config().optimizer();
        return optimizer + differences(run, other -> other.optimizer().equals(optimizer));
    }

    String family(RunRecord run) {
        String family = run.config().family();
        return family.equals(run.config().optimizer())
                ? row(run)
                : family + differences(run, other -> other.family().equals(family));
    }

    String column(RunRecord run) {
        Set<String> definitions = new LinkedHashSet<>();
        runs.stream()
                .filter(other -> name(other).equals(name(run)))
                .forEach(other -> definitions.add(definition(other)));
        return definitions.size() == 1 ? name(run) : name(run) + " [" + definition(run) + "]";
    }

    /** The run's values of what differs between compared records of one and the same name. */
    private String differences(RunRecord run, Predicate<Config> compared) {
        Map<String, Map<String, Set<String>>> values = new TreeMap<>();
        Set<String> devices = new TreeSet<>();
        List<Config> others = runs.stream().map(RunRecord::config).filter(compared).toList();
        Set<String> keys = new TreeSet<>();
        others.forEach(other -> keys.addAll(other.settings().keySet()));
        for (Config other : others) {
            for (String key : keys) {
                values.computeIfAbsent(key, any -> new TreeMap<>())
                        .computeIfAbsent(other.optimizer(), any -> new TreeSet<>())
                        .add(value(other.settings(), key));
            }
            devices.add(other.device());
        }
        StringJoiner differences = new StringJoiner(", ", " [", "]").setEmptyValue("");
        values.forEach(
                (key, byName) -> {
                    if (byName.values().stream().anyMatch(set -> set.size() > 1)) {
                        differences.add(inWords(run, key));
                    }
                });
        if (devices.size() > 1) {
            differences.add(run.config().device());
        }
        return differences.toString();
    }

    /** Weights are named by where they came from, if that tells them apart. */
    private String inWords(RunRecord run, String key) {
        String value = value(run.config().settings(), key);
        if (!key.equals(WEIGHTS) || run.weightsSource() == null) {
            return value;
        }
        Set<String> sources = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (RunRecord other : runs) {
            String id = other.config().settings().get(WEIGHTS);
            if (value.equals(id)) {
                sources.add(other.weightsSource());
            }
            if (run.weightsSource().equals(other.weightsSource())) {
                ids.add(id);
            }
        }
        return sources.size() == 1 && ids.size() == 1 ? run.weightsSource() : value;
    }

    /** The task, and the data where they are not the ones that the task is known by. */
    private static String name(RunRecord run) {
        Set<String> others = new LinkedHashSet<>();
        for (DataUse use : run.data()) {
            if (use.standsInFor() != null) {
                others.add(use.name());
            }
        }
        String task = run.config().task();
        return others.isEmpty() ? task : task + " on " + String.join("+", others);
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
