package org.djlcelo.eval.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.Split;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.random.Key;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperTasksTest {

    private static final Map<String, String> STAND_INS =
            Map.of(
                    "cifar10", "photos",
                    "cifar100", "photos:photo-ids",
                    "fashion-mnist", "letters",
                    "lm1b", "text",
                    "wikipedia", "text");

    /** In the specification's order. */
    private static final long[] PARAMETERS = {
        118_282,
        428_426,
        427_658,
        56_970,
        57_290,
        57_290,
        62_820,
        10_983_652,
        2_095_076,
        1_332_820,
        2_137_124,
        2_111_844,
        797_984,
        209_968,
        12_753_252,
        12_753_252,
        197
    };

    /** Too slow for one forward pass in a test; same network as others but for the data or size. */
    private static final Set<String> SLOW =
            Set.of("lm1b-lstm", "wikipedia-lstm", "cifar100-vit-wide");

    /** Standard deviations after truncation, by hand from the specification. */
    private static final Map<String, Map<String, Double>> SPREADS =
            Map.of(
                    "lm1b-transformer-2",
                    Map.of(
                            "embedding", 0.8796,
                            "layer0/query/weight", 0.17678,
                            "layer1/output/weight", 0.08839,
                            "head/weight", 0.15550),
                    "lm1b-lstm",
                    Map.of("lstm/weight", 0.044889, "lstm/bias", 0.0, "initial_cell", 0.0),
                    "cifar100-vit-deep",
                    Map.of(
                            "patch/weight", 0.036084,
                            "layer3/key/weight", 0.088388,
                            "layer3/widen/weight", 0.055902,
                            "layer3/widen/bias", 1e-6,
                            "positions", 0.02,
                            "class", 0.0,
                            "head/weight", 0.0),
                    "cifar10-conv",
                    Map.of("conv1/weight", 0.051834),
                    "fashion-mnist-lopt",
                    Map.of("momentum_decays", 0.0, "layer0/weight", 0.14085));

    private static List<EvalTask> tasks() {
        return PaperTasks.ALL;
    }

    private static DataPlan plan() {
        return new DataPlan(
                ImageSets.directory(SharedFolder.require("data")), STAND_INS, Optional.empty());
    }

    @Test
    void namesDiffer() {
        assertEquals(17, PaperTasks.ALL.stream().map(EvalTask::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTaskIsThatOfTheTable(EvalTask task) throws Exception {
        int row = PaperTasks.ALL.indexOf(task);
        assertTrue(task.summary().startsWith("task " + (row + 1) + ", "));
        Workload workload = task.open(plan());
        try (NDManager manager = NDManager.newBaseManager()) {
            long count = 0;
            for (Parameter parameter : initialized(workload, manager).getParameters().values()) {
                count += parameter.getArray().size();
            }
            assertEquals(PARAMETERS[row], count);
            sameShapes(
                    workload.batches(Split.TRAIN, Key.of(1)).get(manager, 0),
                    workload.validationBatches(Key.of(1)).orElseThrow().get(manager, 0));
        }
        partsSayWhatTheyAre(workload.data(), task == PaperTasks.MNIST_AE);
        if (!SLOW.contains(task.name())) {
            firstLossIsThatOfIgnorance(task.name(), firstLoss(workload));
        }
    }

    private static void sameShapes(Batches.Batch one, Batches.Batch other) {
        for (int i = 0; i < one.data().size(); i++) {
            assertEquals(one.data().get(i).getShape(), other.data().get(i).getShape());
        }
    }

    private static void partsSayWhatTheyAre(List<DataUse> uses, boolean original) {
        assertEquals(
                List.of("train", "outer_valid", "test"),
                uses.stream().map(DataUse::split).toList());
        assertEquals(3, uses.stream().map(DataUse::fingerprint).distinct().count());
        for (DataUse use : uses) {
            if (original) {
                assertNull(use.standsInFor());
            } else {
                assertEquals(STAND_INS.get(use.standsInFor()), use.name());
            }
            assertFalse(use.licence().contains("unknown"), use::toString);
        }
    }

    /**
     * A network that knows nothing pays ln(outputs), and a little more for the spread of its first
     * outputs; a ViT's are exactly zero.
     */
    private static void firstLossIsThatOfIgnorance(String name, float loss) {
        switch (name) {
            case "cifar100-vit-deep" -> assertEquals(Math.log(100), loss, 1e-6);
            case "cifar100-conv" -> assertEquals(Math.log(100), loss, 0.3);
            case "lm1b-transformer-0", "lm1b-transformer-2", "lm1b-transformer-5" ->
                    assertEquals(Math.log(32_100) + 0.38, loss, 0.35);
            case "cifar10-ae", "mnist-ae" -> assertTrue(loss > 0.01 && loss < 0.25, "" + loss);
            default -> assertEquals(Math.log(10) + 0.1, loss, 0.3);
        }
    }

    private static float firstLoss(Workload workload) {
        try (Model model = Model.newInstance("first")) {
            model.setBlock(workload.newNetwork(Key.of(3)));
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(workload.newLoss()));
                    NDManager manager = trainer.getManager().newSubManager()) {
                trainer.initialize(workload.inputShapes());
                Batches.Batch batch = workload.batches(Split.TRAIN, Key.of(4)).get(manager, 0);
                NDList output = trainer.evaluate(batch.data());
                output.attach(manager);
                return workload.newLoss().evaluate(batch.labels(), output).getFloat();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lm1b-transformer-2",
                "lm1b-lstm",
                "cifar100-vit-deep",
                "cifar10-conv",
                "fashion-mnist-lopt"
            })
    void initialValuesHaveTheSpreadOfTheSpecification(String name) throws Exception {
        Workload workload = task(name).open(plan());
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, Double> spreads = SPREADS.get(name);
            int found = 0;
            for (Parameter parameter : initialized(workload, manager).getParameters().values()) {
                Double expected = spreads.get(parameter.getName());
                if (expected != null) {
                    float[] values = parameter.getArray().toFloatArray();
                    double tolerance = 3 * expected / Math.sqrt(values.length);
                    assertEquals(expected, rootMeanSquare(values), tolerance, parameter.getName());
                    found++;
                }
            }
            assertEquals(spreads.size(), found);
        }
    }

    private static double rootMeanSquare(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static EvalTask task(String name) {
        return PaperTasks.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    private static Block initialized(Workload workload, NDManager manager) {
        Block block = workload.newNetwork(Key.of(1));
        block.initialize(manager, DataType.FLOAT32, workload.inputShapes());
        return block;
    }
}
