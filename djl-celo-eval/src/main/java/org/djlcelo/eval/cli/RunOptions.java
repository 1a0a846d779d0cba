package org.djlcelo.eval.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.ImageSets;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.NAdamWSearch;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.eval.task.Workload;

/** Turns names and numbers from the command line into experiments. */
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

    static DataSource dataSource(Path dataDir) {
        if (dataDir == null) {
            return ImageSets.embedded();
        }
        if (!Files.isDirectory(dataDir)) {
            throw new UserException(
                    "There is no data directory "
                            + dataDir
                            + "; leave --data-dir out to use the"
                            + " embedded data.");
        }
        return ImageSets.directory(dataDir);
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

    /** Seed by seed, so that an interrupted campaign has whole comparisons first. */
    static List<Experiment> experiments(
            List<EvalTask> tasks,
            DataSource data,
            List<Contender> contenders,
            int seeds,
            int steps) {
        Map<EvalTask, Workload> workloads = new LinkedHashMap<>();
        for (EvalTask task : tasks) {
            workloads.put(task, open(task, data));
        }
        List<Experiment> experiments = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            for (Map.Entry<EvalTask, Workload> entry : workloads.entrySet()) {
                for (Contender contender : contenders) {
                    experiments.add(
                            new Experiment(
                                    entry.getKey(),
                                    entry.getValue(),
                                    contender,
                                    seed,
                                    steps,
                                    Protocol.STANDARD));
                }
            }
        }
        return experiments;
    }

    static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new UserException(option + " must be at least 1, not " + value + ".");
        }
        return value;
    }

    private static Workload open(EvalTask task, DataSource data) {
        try {
            return task.open(data);
        } catch (DataException e) {
            throw new UserException(e.getMessage(), e);
        }
    }
}
