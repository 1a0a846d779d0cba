package org.djlcelo.eval.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.contender.NAdamWSearch;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;

/** Turns names and numbers from the command line into what they mean. */
final class RunOptions {

    private RunOptions() {}

    static Suite suite(String name) {
        return Suite.all().stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserException(
                                        NearestName.unknown(
                                                "suite",
                                                name,
                                                Suite.all().stream().map(Suite::name).toList())));
    }

    static List<EvalTask> tasks(List<String> names) {
        Map<String, EvalTask> known =
                Suite.allTasks().stream().collect(Collectors.toMap(EvalTask::name, task -> task));
        List<EvalTask> tasks = new ArrayList<>();
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw new UserException(
                        NearestName.unknown(
                                "task", name, known.keySet().stream().sorted().toList()));
            }
            tasks.add(known.get(name));
        }
        return tasks;
    }

    static NAdamWSearch nadamw(Path list, int count) {
        return list == null ? NAdamWSearch.random(count) : NAdamWSearch.published(list, count);
    }

    static Device device(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (!name.equals("gpu")) {
            throw new UserException(NearestName.unknown("device", name, List.of("cpu", "gpu")));
        }
        if (Engine.getInstance().getGpuCount() == 0) {
            throw new UserException(
                    "The engine sees no GPU here; it needs CUDA natives of PyTorch, see the README.");
        }
        return Device.gpu();
    }

    static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new UserException(option + " must be at least 1, not " + value + ".");
        }
        return value;
    }
}
