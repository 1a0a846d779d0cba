package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.djlcelo.lopt.Architecture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters of one shape that are updated together, against the same one by one. */
class GroupedUpdatesTest {

    private static final int TOTAL = 40;

    /** Groups of three, two and one, of every kind of layout. */
    private static final Shape[] SHAPES = {
        new Shape(5, 3),
        new Shape(7),
        new Shape(5, 3),
        new Shape(),
        new Shape(5, 3),
        new Shape(7),
        new Shape(),
        new Shape(4, 3, 2, 2),
        new Shape(1, 1),
        new Shape(4, 3, 2, 2),
        new Shape(1, 1),
        new Shape(6, 6),
        new Shape(6, 6),
        new Shape(3, 1, 5),
        new Shape(3, 1, 5),
        new Shape(2, 3, 1, 2, 3),
        new Shape(2, 3, 1, 2, 3),
        new Shape(1),
        new Shape(1),
    };

    /** Writes a parameter, keeps a view of its gradient and zeroes that. */
    private static final int OPERATIONS_PER_MEMBER = 3;

    @TempDir private Path folder;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static CeloOptimizer.Builder celo() {
        return CeloOptimizer.builder()
                .setTotalSteps(TOTAL)
                .optWeights(Toy.celo())
                .optMultiplier(1000)
                .optWeightDecays(0.1f);
    }

    private static CeloAdamOptimizer.Builder adam() {
        return CeloAdamOptimizer.builder()
                .setTotalSteps(TOTAL)
                .optWeights(Toy.theta(Architecture.CELO_ADAM))
                .optMultiplier(1000)
                .optWeightDecays(0.1f);
    }

    @ParameterizedTest
    @EnumSource
    void celoMovesAsOneByOne(Memory memory) {
        assertEqualRuns(memory, () -> celo().build(), block -> celo().optBlock(block).build());
    }

    @ParameterizedTest
    @EnumSource
    void celoAdamMovesAsOneByOne(Memory memory) {
        assertEqualRuns(memory, () -> adam().build(), block -> adam().optBlock(block).build());
    }

    private void assertEqualRuns(
            Memory memory,
            Supplier<LearnedOptimizer> single,
            Function<Block, LearnedOptimizer> grouped) {
        Parameters alone = Parameters.of(manager, SHAPES);
        Parameters together = Parameters.of(manager, SHAPES);
        try (LearnedOptimizer one = memory.build(single);
                LearnedOptimizer all = memory.build(() -> grouped.apply(together))) {
            assertEqualRuns(alone, one, together, all);
        }
    }

    private static void assertEqualRuns(
            Parameters alone, LearnedOptimizer one, Parameters together, LearnedOptimizer all) {
        List<float[]> start = alone.values();
        for (int step = 1; step <= 6; step++) {
            alone.step(one, step, SHAPES.length);
            together.step(all, step, SHAPES.length);
        }
        for (int i = 0; i < SHAPES.length; i++) {
            float[] expected = alone.values().get(i);
            assertArrayEquals(expected, together.values().get(i), 1e-5f, SHAPES[i].toString());
            assertTrue(Math.abs(expected[0] - start.get(i)[0]) > 1e-3, "it moves");
        }
    }

    /** Only the parameter whose gradient has a NaN stays; the others of its shape move. */
    @ParameterizedTest
    @EnumSource
    void oneOfThemCanBeSkipped(Memory memory) {
        Shape[] shapes = {new Shape(5, 3), new Shape(5, 3), new Shape(5, 3)};
        Parameters alone = Parameters.of(manager, shapes);
        Parameters together = Parameters.of(manager, shapes);
        try (LearnedOptimizer one = memory.build(() -> celo().build());
                LearnedOptimizer all = memory.build(() -> celo().optBlock(together).build())) {
            for (int step = 1; step <= 4; step++) {
                for (int turn = 0; turn < 2; turn++) {
                    Parameters block = turn == 0 ? alone : together;
                    LearnedOptimizer optimizer = turn == 0 ? one : all;
                    optimizer.observe(1f);
                    float[] before = block.values().get(1);
                    for (int i = 0; i < shapes.length; i++) {
                        float[] gradient = block.gradient(step, i);
                        if (step % 2 == 1 && i == 1) {
                            gradient[4] = Float.NaN;
                        }
                        block.weights().get(i).update(optimizer, gradient);
                    }
                    if (step % 2 == 1) {
                        assertArrayEquals(before, block.values().get(1));
                    }
                }
            }
            for (int i = 0; i < shapes.length; i++) {
                assertArrayEquals(alone.values().get(i), together.values().get(i), 1e-5f);
            }
            one.setMetrics(null);
            all.setMetrics(null);
            assertEquals(2, one.skippedTensors());
            assertEquals(2, all.skippedTensors());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HOST", mode = EnumSource.Mode.EXCLUDE)
    void aStepThatLeavesOneOutIsRefused(Memory memory) {
        Parameters block =
                Parameters.of(manager, new Shape(3), new Shape(2, 2), new Shape(3), new Shape(3));
        try (LearnedOptimizer celo = memory.build(() -> celo().optBlock(block).build())) {
            block.step(celo, 1, 4);
            block.step(celo, 2, 3);
            String sentence =
                    assertThrows(IllegalStateException.class, () -> block.step(celo, 3, 4))
                            .getMessage();
            assertTrue(sentence.contains("step 2 ended without an update of [p3]"), sentence);
            assertTrue(sentence.contains("optBlock"), sentence);
            assertThrows(
                    IllegalStateException.class,
                    () -> celo.save(folder.resolve("state"), Toy.model()));
        }
    }

    /** What isn't trained, or isn't the block's, holds nobody up. */
    @ParameterizedTest
    @EnumSource
    void frozenAndForeignParametersDontCount(Memory memory) {
        Parameters block = Parameters.of(manager, new Shape(3), new Shape(3), new Shape(3));
        block.getDirectParameters().get("p2").freeze(true);
        Weight foreign = Weight.of(manager, "foreign", new Shape(3));
        try (LearnedOptimizer celo = memory.build(() -> celo().optBlock(block).build())) {
            for (int step = 1; step <= 3; step++) {
                List<float[]> before = block.values();
                float[] other = foreign.values();
                block.step(celo, step, 2);
                foreign.update(celo, foreign.gradient(step));
                assertFalse(before.get(0)[0] == block.values().get(0)[0]);
                assertFalse(before.get(1)[0] == block.values().get(1)[0]);
                assertFalse(other[0] == foreign.values()[0]);
            }
        }
    }

    /** A file of states doesn't show how tensors were updated. */
    @ParameterizedTest
    @EnumSource
    void statesPassFromOneToTheOther(Memory memory) throws Exception {
        for (Family family : List.of(Family.CELO, Family.CELO_ADAM)) {
            Map<String, float[]> expected;
            try (Run run = Run.started(model -> family.build(memory, TOTAL))) {
                expected = run.until(8).values();
            }
            try (Run run = Run.started(model -> grouped(family, memory, model.getBlock()))) {
                run.until(4).save(folder);
            }
            try (Run run = Run.resumed(model -> family.build(memory, TOTAL), folder)) {
                run.until(6).save(folder);
            }
            try (Run run =
                    Run.resumed(model -> grouped(family, memory, model.getBlock()), folder)) {
                Map<String, float[]> actual = run.until(8).values();
                expected.forEach(
                        (name, values) -> assertArrayEquals(values, actual.get(name), 1e-5f, name));
            }
        }
    }

    private static LearnedOptimizer grouped(Family family, Memory memory, Block block) {
        return memory.build(
                () ->
                        family == Family.CELO
                                ? CeloOptimizer.builder()
                                        .setTotalSteps(TOTAL)
                                        .optWeights(Toy.celo())
                                        .optBlock(block)
                                        .build()
                                : CeloAdamOptimizer.builder()
                                        .setTotalSteps(TOTAL)
                                        .optWeights(Toy.theta(Architecture.CELO_ADAM))
                                        .optBlock(block)
                                        .build());
    }

    /** In a trainer, whose gradients are gone after each call. */
    @ParameterizedTest
    @EnumSource
    void aTrainerTrainsWithGroups(Memory memory) throws Exception {
        float[] sizes = new float[2];
        for (int turn = 0; turn < 2; turn++) {
            SequentialBlock block = new SequentialBlock();
            for (int layer = 0; layer < 3; layer++) {
                block.add(Linear.builder().setUnits(Toy.INPUTS).build());
            }
            block.add(Linear.builder().setUnits(Toy.OUTPUTS).build());
            boolean together = turn == 1;
            try (Model model = Toy.model(block, new Shape(Toy.BATCH, Toy.INPUTS));
                    LearnedOptimizer celo =
                            memory.build(
                                    () ->
                                            together
                                                    ? celo().optMultiplier(10)
                                                            .optBlock(block)
                                                            .build()
                                                    : celo().optMultiplier(10).build());
                    Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
                EasyTrain.fit(trainer, 3, Toy.data(trainer.getManager()), null);
                for (float[] values : Toy.values(model).values()) {
                    for (float value : values) {
                        sizes[turn] += value * value;
                    }
                }
            }
        }
        assertEquals(sizes[0], sizes[1], 1e-4 * sizes[0]);
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfArraysIsConstant(Memory memory) {
        Parameters block = Parameters.of(manager, SHAPES);
        int before = LiveArraysTest.live();
        try (LearnedOptimizer celo = memory.build(() -> celo().optBlock(block).build())) {
            Set<Integer> counts = new HashSet<>();
            for (int step = 1; step <= 12; step++) {
                block.step(celo, step, SHAPES.length);
                if (step > 1) {
                    counts.add(LiveArraysTest.live());
                }
            }
            assertEquals(1, counts.size(), counts.toString());
        }
        assertEquals(before, LiveArraysTest.live());
    }

    /** What the device is asked for grows by next to nothing with parameters of a known shape. */
    @Test
    void operationsHardlyGrowWithParameters() {
        Shape[] two = Collections.nCopies(2, new Shape(6, 6)).toArray(Shape[]::new);
        Shape[] twelve = Collections.nCopies(12, new Shape(6, 6)).toArray(Shape[]::new);
        int more = twelve.length - two.length;
        assertEquals(
                more * OPERATIONS_PER_MEMBER, operations(twelve, true) - operations(two, true));
        assertTrue(operations(twelve, false) - operations(two, false) > more * 60, "without it");
    }

    /** The numbers in docs/accelerator.md. */
    @Test
    void operationsOnTheTensorsOfResNet18() {
        assertEquals(4424, operations(resNet18(), false));
        assertEquals(1469, operations(resNet18(), true));
    }

    /** 62 tensors of 17 shapes, a sixteenth as wide. */
    private static Shape[] resNet18() {
        List<Shape> shapes = new ArrayList<>();
        addConvolution(shapes, 4, 3, 3);
        int in = 4;
        for (int width : new int[] {4, 8, 16, 32}) {
            for (int convolution = 0; convolution < 4; convolution++) {
                addConvolution(shapes, width, convolution == 0 ? in : width, 3);
            }
            if (width != in) {
                addConvolution(shapes, width, in, 1);
            }
            in = width;
        }
        shapes.add(new Shape(10, in));
        shapes.add(new Shape(10));
        return shapes.toArray(Shape[]::new);
    }

    /** With the two vectors of its batch norm. */
    private static void addConvolution(List<Shape> shapes, int out, int in, int side) {
        shapes.add(new Shape(out, in, side, side));
        shapes.add(new Shape(out));
        shapes.add(new Shape(out));
    }

    /** Operations of the third step on so many tensors. */
    private static int operations(Shape[] shapes, boolean together) {
        SpiedEngine engine = new SpiedEngine();
        try (NDManager spied = engine.newBaseManager()) {
            Parameters block = Parameters.of(spied, shapes);
            CeloOptimizer.Builder builder =
                    CeloOptimizer.builder().setTotalSteps(TOTAL).optWeights(Toy.celo());
            try (LearnedOptimizer celo = (together ? builder.optBlock(block) : builder).build()) {
                for (int step = 1; step <= 3; step++) {
                    engine.traffic.clear();
                    block.step(celo, step, shapes.length);
                }
                assertEquals(List.of(), engine.traffic.reads);
                // less the copies of the gradients, which are the test's
                return engine.traffic.operations.size() - shapes.length;
            }
        }
    }
}
