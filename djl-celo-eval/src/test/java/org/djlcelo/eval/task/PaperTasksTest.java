package org.djlcelo.eval.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.Split;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.random.Key;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static Stream<EvalTask> quickTasks() {
        return PaperTasks.ALL.stream().filter(task -> !SLOW.contains(task.name()));
    }

    private static DataPlan plan() {
        return new DataPlan(
                ImageSets.directory(SharedFolder.require("data")), STAND_INS, Optional.empty());
    }

    @Test
    void namesDifferAndCountsAreThoseOfTheTable() throws Exception {
        List<EvalTask> tasks = PaperTasks.ALL;
        assertEquals(17, tasks.stream().map(EvalTask::name).distinct().count());
        DataPlan plan = plan();
        for (int i = 0; i < tasks.size(); i++) {
            try (NDManager manager = NDManager.newBaseManager()) {
                assertTrue(tasks.get(i).summary().startsWith("task " + (i + 1) + ", "));
                long count = 0;
                for (Parameter parameter :
                        initialized(tasks.get(i).open(plan), manager).getParameters().values()) {
                    count += parameter.getArray().size();
                }
                assertEquals(PARAMETERS[i], count, tasks.get(i).name());
            }
        }
    }

    /**
     * A network that knows nothing pays ln(outputs), and a little more for the spread of its first
     * outputs; a ViT's are exactly zero. Means over inputs in [0, 1] differ from 1/2 by less than
     * one half.
     */
    @ParameterizedTest
    @MethodSource("quickTasks")
    void firstLossesAreThoseOfIgnorance(EvalTask task) throws Exception {
        Workload workload = task.open(plan());
        float loss = firstLoss(workload);
        switch (task.name()) {
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

    /** What the paper calls outer_valid; and every part says what it really is. */
    @Test
    void partsAreNamed() throws Exception {
        for (EvalTask task : PaperTasks.ALL) {
            List<DataUse> uses = task.open(plan()).data();
            assertEquals(
                    List.of("train", "outer_valid", "test"),
                    uses.stream().map(DataUse::split).toList());
            boolean mnist = task == PaperTasks.MNIST_AE;
            for (DataUse use : uses) {
                assertEquals(
                        mnist ? null : STAND_INS.get(use.standsInFor()),
                        mnist ? use.standsInFor() : use.name());
                assertTrue(!use.licence().contains("unknown"), use::toString);
            }
            assertEquals(3, uses.stream().map(DataUse::fingerprint).distinct().count());
        }
    }

    @Test
    void validationBatchesAreThere() throws Exception {
        for (EvalTask task : List.of(PaperTasks.CIFAR10_CONV, PaperTasks.FASHION_MNIST_LOPT)) {
            Workload workload = task.open(plan());
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray valid =
                        workload.validationBatches(Key.of(1))
                                .orElseThrow()
                                .get(manager, 0)
                                .data()
                                .get(0);
                NDArray train =
                        workload.batches(Split.TRAIN, Key.of(1)).get(manager, 0).data().get(0);
                assertEquals(train.getShape(), valid.getShape());
            }
        }
    }

    /** Standard deviations after truncation, by hand from the specification. */
    @ParameterizedTest
    @CsvSource({
        "lm1b-transformer-2, embedding, 0.8796",
        "lm1b-transformer-2, layer0/query/weight, 0.17678",
        "lm1b-transformer-2, layer1/output/weight, 0.08839",
        "lm1b-transformer-2, head/weight, 0.15550",
        "lm1b-lstm, lstm/weight, 0.044889",
        "lm1b-lstm, lstm/bias, 0",
        "lm1b-lstm, initial_cell, 0",
        "cifar100-vit-deep, patch/weight, 0.036084",
        "cifar100-vit-deep, layer3/key/weight, 0.088388",
        "cifar100-vit-deep, layer3/widen/weight, 0.055902",
        "cifar100-vit-deep, layer3/widen/bias, 0.000001",
        "cifar100-vit-deep, positions, 0.02",
        "cifar100-vit-deep, class, 0",
        "cifar100-vit-deep, head/weight, 0",
        "cifar10-conv, conv1/weight, 0.051834",
        "fashion-mnist-lopt, momentum_decays, 0",
        "fashion-mnist-lopt, layer0/weight, 0.14085"
    })
    void initialValuesHaveTheSpreadOfTheSpecification(String name, String part, double expected)
            throws Exception {
        Workload workload = task(name).open(plan());
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, Parameter> parameters =
                    initialized(workload, manager).getParameters().stream()
                            .collect(
                                    Collectors.toMap(
                                            p -> p.getValue().getName(), p -> p.getValue()));
            float[] values = parameters.get(part).getArray().toFloatArray();
            double squares = 0;
            for (float value : values) {
                squares += value * value;
            }
            assertEquals(
                    expected,
                    Math.sqrt(squares / values.length),
                    3 * expected / Math.sqrt(values.length));
        }
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
