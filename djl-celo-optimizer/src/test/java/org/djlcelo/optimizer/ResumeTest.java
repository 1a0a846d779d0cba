package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was stopped and resumed equals one that was never stopped, bit for bit. */
class ResumeTest {

    private static final int TOTAL = 12;

    @TempDir private Path dir;

    static Stream<Arguments> all() {
        return Stream.of(Memory.values())
                .flatMap(
                        memory ->
                                Stream.of(Family.values())
                                        .map(family -> Arguments.of(memory, family)));
    }

    private static Run start(Memory memory, Family family) throws Exception {
        return Run.started(family.build(memory, TOTAL));
    }

    private Run resume(Memory memory, Family family) throws Exception {
        return Run.resumed(family.build(memory, TOTAL), dir);
    }

    /** In the middle of an epoch, at its end, and at the first and the last step. */
    @ParameterizedTest
    @MethodSource("all")
    void aResumedRunEqualsOneThatWasNotStopped(Memory memory, Family family) throws Exception {
        try (Run through = start(memory, family).until(TOTAL)) {
            for (int stop : new int[] {1, 3, 7, TOTAL - 1}) {
                try (Run stopped = start(memory, family).until(stop)) {
                    stopped.save(dir);
                    try (Run resumed = resume(memory, family)) {
                        assertTrue(
                                Collections.disjoint(
                                        stopped.parameterIds(), resumed.parameterIds()));
                        assertEquals(stop, resumed.optimizer().step());
                        resumed.until(TOTAL);
                        assertEquals(TOTAL, resumed.optimizer().step());
                        Toy.assertSame(through.values(), resumed.values());
                        List<Float> etas = through.etas();
                        assertEquals(etas.subList(stop, TOTAL), resumed.etas());
                        assertEquals(through.optimizer().lastEta(), resumed.optimizer().lastEta());
                    }
                    // to save is no step
                    Toy.assertSame(through.values(), stopped.until(TOTAL).values());
                }
            }
        }
    }

    /** Loaded state that no step has used yet is saved whole. */
    @ParameterizedTest
    @MethodSource("all")
    void aRunCanBeStoppedAgainBeforeItsFirstStep(Memory memory, Family family) throws Exception {
        try (Run through = start(memory, family).until(TOTAL)) {
            try (Run stopped = start(memory, family).until(5)) {
                stopped.save(dir);
            }
            byte[] once = Files.readAllBytes(dir.resolve("state"));
            try (Run again = resume(memory, family)) {
                again.save(dir);
            }
            assertArrayEquals(once, Files.readAllBytes(dir.resolve("state")));
            try (Run resumed = resume(memory, family).until(TOTAL)) {
                Toy.assertSame(through.values(), resumed.values());
            }
        }
    }

    /** The schedule of a run that counts earlier steps as done goes on where it was. */
    @ParameterizedTest
    @EnumSource
    void theBeginStepIsNotCountedTwice(Memory memory) throws Exception {
        try (Run through = Run.started(begun(memory)).until(TOTAL);
                Run stopped = Run.started(begun(memory)).until(6)) {
            stopped.save(dir);
            try (Run resumed = Run.resumed(begun(memory), dir)) {
                assertEquals(6, resumed.optimizer().step());
                Toy.assertSame(through.values(), resumed.until(TOTAL).values());
            }
        }
    }

    private static LearnedOptimizer begun(Memory memory) {
        return memory.build(
                () ->
                        CeloOptimizer.builder()
                                .setTotalSteps(TOTAL)
                                .optBeginNumUpdate(3)
                                .optWeights(Toy.celo())
                                .build());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aParameterThatWasAlwaysFrozenStartsAfresh(Memory memory, Family family) throws Exception {
        try (Run through = start(memory, family);
                Run stopped = start(memory, family)) {
            through.first().freezeParameters(true);
            through.until(7).first().freezeParameters(false);
            through.until(TOTAL);
            stopped.first().freezeParameters(true);
            stopped.until(4).save(dir);
            try (Run resumed = resume(memory, family)) {
                resumed.first().freezeParameters(true);
                resumed.until(7).first().freezeParameters(false);
                Toy.assertSame(through.values(), resumed.until(TOTAL).values());
            }
        }
    }

    /** Its state waits in the optimizer, and in a file that is saved meanwhile. */
    @ParameterizedTest
    @MethodSource("all")
    void aParameterFrozenForAWhileKeepsItsState(Memory memory, Family family) throws Exception {
        try (Run through = start(memory, family).until(3)) {
            through.first().freezeParameters(true);
            through.until(9).first().freezeParameters(false);
            through.until(TOTAL);
            try (Run stopped = start(memory, family).until(3)) {
                stopped.first().freezeParameters(true);
                stopped.until(5).save(dir);
            }
            try (Run frozen = resume(memory, family)) {
                frozen.first().freezeParameters(true);
                frozen.until(7).save(dir);
            }
            try (Run released = resume(memory, family)) {
                released.first().freezeParameters(true);
                released.until(9).first().freezeParameters(false);
                Toy.assertSame(through.values(), released.until(TOTAL).values());
            }
        }
    }

    /** What an accelerator saved goes on on a CPU, and the other way round. */
    @ParameterizedTest
    @MethodSource("all")
    void theStateIsTheSameInAllMemories(Memory memory, Family family) throws Exception {
        Memory[] memories = Memory.values();
        Memory other = memories[(memory.ordinal() + 1) % memories.length];
        try (Run through = start(memory, family).until(TOTAL);
                Run stopped = start(other, family).until(5)) {
            stopped.save(dir);
            try (Run resumed = resume(memory, family).until(TOTAL)) {
                Map<String, float[]> expected = through.values();
                resumed.values()
                        .forEach(
                                (name, values) ->
                                        assertArrayEquals(expected.get(name), values, 1e-6f, name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void thereIsNothingToSaveBeforeTheFirstStep(Memory memory, Family family) throws Exception {
        try (Run run = start(memory, family)) {
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> run.save(dir));
            assertEquals("There is no state to save before the first step", refusal.getMessage());
            assertTrue(Files.notExists(dir.resolve("state")));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void loadingAfterAStepIsRefusedAndChangesNothing(Memory memory, Family family)
            throws Exception {
        try (Run through = start(memory, family).until(TOTAL);
                Run run = start(memory, family).until(3)) {
            run.save(dir);
            run.until(5);
            Path state = dir.resolve("state");
            IllegalStateException refusal =
                    assertThrows(
                            IllegalStateException.class,
                            () -> run.optimizer().load(state, run.model()));
            assertEquals(
                    "Load the state before the first step of a new optimizer",
                    refusal.getMessage());
            assertEquals(5, run.optimizer().step());
            Toy.assertSame(through.values(), run.until(TOTAL).values());
        }
    }

    @Test
    void aModelWithoutValuesIsRefusedWithWhatToDo() throws Exception {
        try (Run run = start(Memory.HOST, Family.CELO).until(1);
                Model empty = Model.newInstance("empty")) {
            run.save(dir);
            empty.setBlock(Toy.block());
            try (LearnedOptimizer fresh = Family.CELO.build(Memory.HOST, TOTAL)) {
                IllegalStateException refusal =
                        assertThrows(
                                IllegalStateException.class,
                                () -> fresh.load(dir.resolve("state"), empty));
                assertTrue(refusal.getMessage().contains("trainer.initialize(...)"));
                assertEquals(0, fresh.step());
            }
        }
    }
}
