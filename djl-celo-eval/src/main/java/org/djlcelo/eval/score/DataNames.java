package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.djlcelo.eval.task.DataUse;

/** The data really used, in a few words for captions. */
public final class DataNames {

    private DataNames() {}

    /**
     * Names the data of one task.
     *
     * @param data what was used
     * @return for instance {@code photos in place of cifar10 (9000 training samples)}
     */
    public static String of(List<DataUse> data) {
        Set<String> names = new LinkedHashSet<>();
        for (DataUse use : data) {
            names.add(
                    use.standsInFor() == null
                            ? use.name()
                            : use.name() + " in place of " + use.standsInFor());
        }
        String samples =
                data.stream()
                        .filter(use -> use.split().equals("train"))
                        .map(use -> " (" + use.samples() + " training samples)")
                        .findFirst()
                        .orElse("");
        return String.join(" + ", names) + samples;
    }

    /**
     * Names the data of several tasks.
     *
     * @param dataByTask what was used, by the task's name
     * @return for instance {@code letters (7000 training samples)} if it is the same for all, else
     *     the data sets with their tasks
     */
    public static String of(Map<String, List<DataUse>> dataByTask) {
        Map<String, List<String>> tasksByName = new LinkedHashMap<>();
        dataByTask.forEach(
                (task, data) ->
                        tasksByName.computeIfAbsent(of(data), any -> new ArrayList<>()).add(task));
        if (tasksByName.size() == 1) {
            return tasksByName.keySet().iterator().next();
        }
        return tasksByName.entrySet().stream()
                .map(entry -> entry.getKey() + " for " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }
}
