package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.io.TensorArchive;

/**
 * Saves an optimizer's state under the names of a model's parameters and binds it to their ids
 * again, which are new in every process.
 *
 * @param identity what must be the same on load, with the builder's setter as key
 * @param engines know what state there is
 */
record OptimizerStateFile(Map<String, String> identity, Engines engines) {

    private static final String FORMAT = "format";
    private static final String VERSION = "djl-celo optimizer state 1";
    private static final String STEP = "step";
    private static final String LOSS_COUNT = "lossCount";
    private static final String ETA = "schedule/eta";
    private static final String LOSS_MEANS = "schedule/lossMeans";
    private static final String LOSS_MINIMA = "schedule/lossMinima";
    private static final String HIDDEN = "schedule/hidden";
    private static final String CELL = "schedule/cell";
    private static final String SHARED = "shared/";
    private static final String PARAMETER = "parameter/";

    static OptimizerStateFile of(String weightsId, Engines engines) {
        Map<String, String> identity = new LinkedHashMap<>();
        // first, because it differs between kinds of optimizers, whose other settings do as well
        identity.put("optWeights", weightsId);
        identity.putAll(engines.identity());
        return new OptimizerStateFile(identity, engines);
    }

    void save(Path file, Model model, StepEngine.EngineState state) throws IOException {
        SchedulerState.Snapshot now = state.schedule();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, VERSION);
        texts.putAll(identity);
        texts.put(STEP, Integer.toString(now.step()));
        texts.put(LOSS_COUNT, Integer.toString(now.lossCount()));
        shapes(model).forEach((name, shape) -> texts.put(PARAMETER + name, shape.toString()));
        Map<String, float[]> vectors = new LinkedHashMap<>();
        vectors.put(ETA, new float[] {now.lastEta()});
        vectors.put(LOSS_MEANS, now.lossMeans());
        vectors.put(LOSS_MINIMA, now.lossMinima());
        vectors.put(HIDDEN, now.hidden());
        vectors.put(CELL, now.cell());
        state.shared().forEach((name, values) -> vectors.put(SHARED + name, values));
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            Map<String, float[]> arrays = state.tensors().get(parameter.getValue().getId());
            if (arrays != null) {
                String prefix = prefix(parameter.getKey());
                arrays.forEach((name, values) -> vectors.put(prefix + name, values));
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            new TensorArchive(texts, vectors).write(file);
        } catch (IOException e) {
            throw new IOException(
                    "The optimizer's state could not be saved as "
                            + file
                            + " ("
                            + e
                            + "); make room there or choose another place",
                    e);
        }
    }

    private static String prefix(String parameter) {
        return PARAMETER + parameter + "/";
    }

    StepEngine.EngineState load(Path file, Model model) throws IOException {
        Map<String, Shape> shapes = shapes(model);
        StateReader reader = new StateReader(file, TensorArchive.read(file));
        reader.requireFormat(FORMAT, VERSION);
        for (Map.Entry<String, String> entry : identity.entrySet()) {
            reader.requireSetting(entry.getKey(), entry.getValue());
        }
        reader.requireParameters(PARAMETER, shapes);
        SchedulerState.Snapshot schedule = engines.scheduleAtStart();
        SchedulerState.Snapshot saved =
                new SchedulerState.Snapshot(
                        reader.count(STEP),
                        reader.count(LOSS_COUNT),
                        reader.take(ETA, 1)[0],
                        reader.take(LOSS_MEANS, schedule.lossMeans().length),
                        reader.take(LOSS_MINIMA, schedule.lossMinima().length),
                        reader.take(HIDDEN, schedule.hidden().length),
                        reader.take(CELL, schedule.cell().length));
        Map<String, float[]> shared = arrays(reader, SHARED, engines.sharedLengths());
        Map<String, Map<String, float[]>> tensors = new HashMap<>();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            String prefix = prefix(parameter.getKey());
            if (reader.hasAny(prefix)) {
                Shape shape = shapes.get(parameter.getKey());
                tensors.put(
                        parameter.getValue().getId(),
                        arrays(reader, prefix, engines.arrayLengths(shape)));
            }
        }
        reader.requireNothingElse();
        return new StepEngine.EngineState(saved, shared, tensors);
    }

    private static Map<String, float[]> arrays(
            StateReader reader, String prefix, Map<String, Integer> lengths) throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> array : lengths.entrySet()) {
            arrays.put(array.getKey(), reader.take(prefix + array.getKey(), array.getValue()));
        }
        return arrays;
    }

    private static Map<String, Shape> shapes(Model model) {
        Map<String, Shape> shapes = new TreeMap<>();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            if (!parameter.getValue().isInitialized()) {
                throw new IllegalStateException(
                        "Parameter "
                                + parameter.getKey()
                                + " isn't initialised; call trainer.initialize(...) or load the"
                                + " model before the optimizer's state");
            }
            shapes.put(parameter.getKey(), parameter.getValue().getArray().getShape());
        }
        return shapes;
    }
}
