package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.lopt.SchedulerState;

/**
 * Saves an optimizer's state under the names of a model's parameters and binds it to their ids
 * again, which are new in every process.
 *
 * @param weightsId the meta-parameters' id
 * @param totalSteps the planned number of steps
 */
record OptimizerStateFile(String weightsId, int totalSteps) {

    private static final String WEIGHTS = "weights";
    private static final String TOTAL_STEPS = "totalSteps";
    private static final String STEP = "step";
    private static final String LOSS_COUNT = "lossCount";
    private static final String SHAPE_PREFIX = "shape:";
    private static final String SCHEDULE = "schedule/";

    void save(Path file, Model model, StepEngine.EngineState state) throws IOException {
        Map<String, String> texts = new TreeMap<>(shapes(model));
        texts.put(WEIGHTS, weightsId);
        texts.put(TOTAL_STEPS, Integer.toString(totalSteps));
        SchedulerState.Snapshot schedule = state.schedule();
        texts.put(STEP, Integer.toString(schedule.step()));
        texts.put(LOSS_COUNT, Integer.toString(schedule.lossCount()));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put(SCHEDULE + "eta", new float[] {schedule.lastEta()});
        tensors.put(SCHEDULE + "lossMeans", schedule.lossMeans());
        tensors.put(SCHEDULE + "lossMinima", schedule.lossMinima());
        tensors.put(SCHEDULE + "hidden", schedule.hidden());
        tensors.put(SCHEDULE + "cell", schedule.cell());
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            Map<String, float[]> arrays = state.tensors().get(parameter.getValue().getId());
            if (arrays != null) {
                arrays.forEach(
                        (name, values) -> tensors.put(parameter.getKey() + "/" + name, values));
            }
        }
        new TensorArchive(texts, tensors).write(file);
    }

    StepEngine.EngineState load(Path file, Model model) throws IOException {
        TensorArchive archive = TensorArchive.read(file);
        requireEqual(file, archive, WEIGHTS, weightsId, "optWeights(...)");
        requireEqual(
                file, archive, TOTAL_STEPS, Integer.toString(totalSteps), "setTotalSteps(...)");
        requireSameModel(file, archive.texts(), shapes(model));
        Map<String, Map<String, float[]>> tensors = new HashMap<>();
        Map<String, float[]> stored = archive.tensors();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            String prefix = parameter.getKey() + "/";
            Map<String, float[]> arrays = new LinkedHashMap<>();
            stored.forEach(
                    (name, values) -> {
                        if (name.startsWith(prefix)) {
                            arrays.put(name.substring(prefix.length()), values);
                        }
                    });
            if (!arrays.isEmpty()) {
                tensors.put(parameter.getValue().getId(), arrays);
            }
        }
        SchedulerState.Snapshot schedule =
                new SchedulerState.Snapshot(
                        Integer.parseInt(archive.text(file, STEP)),
                        Integer.parseInt(archive.text(file, LOSS_COUNT)),
                        archive.tensor(file, SCHEDULE + "eta")[0],
                        archive.tensor(file, SCHEDULE + "lossMeans"),
                        archive.tensor(file, SCHEDULE + "lossMinima"),
                        archive.tensor(file, SCHEDULE + "hidden"),
                        archive.tensor(file, SCHEDULE + "cell"));
        return new StepEngine.EngineState(schedule, tensors);
    }

    private static Map<String, String> shapes(Model model) {
        Map<String, String> shapes = new TreeMap<>();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            if (!parameter.getValue().isInitialized()) {
                throw new IllegalStateException(
                        "Parameter "
                                + parameter.getKey()
                                + " isn't initialised; call trainer.initialize(...) or load the"
                                + " model before the optimizer's state");
            }
            String shape = parameter.getValue().getArray().getShape().toString();
            shapes.put(SHAPE_PREFIX + parameter.getKey(), shape);
        }
        return shapes;
    }

    private static void requireEqual(
            Path file, TensorArchive archive, String key, String wanted, String setter)
            throws IOException {
        String found = archive.text(file, key);
        if (!found.equals(wanted)) {
            throw new IOException(
                    file
                            + " was saved with "
                            + key
                            + " "
                            + found
                            + ", but this optimizer has "
                            + wanted
                            + "; build it with the same "
                            + setter);
        }
    }

    private static void requireSameModel(
            Path file, Map<String, String> texts, Map<String, String> wanted) throws IOException {
        for (Map.Entry<String, String> parameter : wanted.entrySet()) {
            String name = parameter.getKey().substring(SHAPE_PREFIX.length());
            String found = texts.get(parameter.getKey());
            if (found == null) {
                throw new IOException(
                        file + " belongs to another model: it knows no parameter \"" + name + "\"");
            }
            if (!found.equals(parameter.getValue())) {
                throw new IOException(
                        file
                                + " belongs to another model: parameter \""
                                + name
                                + "\" has shape "
                                + found
                                + " there and "
                                + parameter.getValue()
                                + " in this one");
            }
        }
        for (String key : texts.keySet()) {
            if (key.startsWith(SHAPE_PREFIX) && !wanted.containsKey(key)) {
                throw new IOException(
                        file
                                + " belongs to another model: this one has no parameter \""
                                + key.substring(SHAPE_PREFIX.length())
                                + "\"");
            }
        }
    }
}
