package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state that belongs to something else is refused, names what, and leaves nothing behind. */
class RefusedStateTest {

    private static final int TOTAL = 12;
    private static final int SAVED = 4;

    @TempDir private Path dir;
    private Path state;

    @BeforeEach
    void save() throws Exception {
        try (Run run = Run.started(celo().build()).until(SAVED)) {
            run.save(dir);
        }
        state = dir.resolve("state");
    }

    private static CeloOptimizer.Builder celo() {
        return CeloOptimizer.builder().setTotalSteps(TOTAL).optWeights(Toy.celo());
    }

    /** The refusal of the good file by another optimizer, with the toy model. */
    private String refusal(Supplier<? extends LearnedOptimizer> builder) {
        try (LearnedOptimizer other = builder.get();
                Model model = Toy.model()) {
            String message =
                    assertThrows(IOException.class, () -> other.load(state, model)).getMessage();
            assertEquals(0, other.step());
            assertSentence(message);
            return message;
        }
    }

    /** The refusal of the good file for another model. */
    private String refusal(Block block, int inputs) throws Exception {
        try (LearnedOptimizer optimizer = celo().build();
                Model other = Toy.model(block, new Shape(Toy.BATCH, inputs));
                Model own = Toy.model()) {
            String message =
                    assertThrows(IOException.class, () -> optimizer.load(state, other))
                            .getMessage();
            assertEquals(0, optimizer.step());
            assertSentence(message);
            optimizer.load(state, own);
            assertEquals(SAVED, optimizer.step());
            return message;
        }
    }

    private void assertSentence(String message) {
        assertTrue(message.startsWith(state + ": "), message);
        assertFalse(message.contains("\n"), message);
    }

    private static void assertNames(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void aModelWithMoreParametersIsAnother() throws Exception {
        Block deeper =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(5).build())
                        .add(Activation.reluBlock())
                        .add(Linear.builder().setUnits(Toy.OUTPUTS).build())
                        .add(Linear.builder().setUnits(2).build());
        assertNames(
                refusal(deeper, Toy.INPUTS),
                "belongs to another model",
                "it knows no parameter \"04Linear_");
    }

    @Test
    void aModelWithFewerParametersIsAnother() throws Exception {
        Block headless = new SequentialBlock().add(Linear.builder().setUnits(5).build());
        assertNames(
                refusal(headless, Toy.INPUTS),
                "belongs to another model",
                "this one has no parameter \"03Linear_");
    }

    @Test
    void aModelWithAnotherShapeIsAnother() throws Exception {
        assertNames(
                refusal(Toy.block(), Toy.INPUTS + 2),
                "belongs to another model",
                "parameter \"01Linear_weight\"",
                "(5, 4) there and (5, 6) in this one");
    }

    /** As many values in another shape have other statistics. */
    @Test
    void aModelWithATransposedShapeIsAnother() throws Exception {
        Block wide =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(4).build())
                        .add(Activation.reluBlock())
                        .add(Linear.builder().setUnits(Toy.OUTPUTS).build());
        assertNames(refusal(wide, 5), "(5) there and (4) in this one");
    }

    @Test
    void otherWeightsAreNamed() {
        MetaParameters other = Initializer.random(Architecture.CELO, new Random(12));
        assertNames(
                refusal(() -> celo().optWeights(other).build()),
                "optWeights(" + Toy.celo().id() + ")",
                "optWeights(" + other.id() + ")");
    }

    @Test
    void anotherNumberOfStepsIsNamed() {
        assertNames(
                refusal(() -> celo().setTotalSteps(13).build()),
                "setTotalSteps(12)",
                "setTotalSteps(13)");
    }

    @Test
    void anotherAxisOrderIsNamed() {
        assertNames(
                refusal(() -> celo().optAxisOrder(AxisOrder.REFERENCE).build()),
                "optAxisOrder(DJL)",
                "optAxisOrder(REFERENCE)");
    }

    @Test
    void aScheduleThatIsOnOrOffIsNamed() throws Exception {
        assertNames(
                refusal(() -> celo().optScheduler(false).build()),
                "optScheduler(true)",
                "optScheduler(false)");
        try (Run run = Run.started(celo().optScheduler(false).build()).until(SAVED)) {
            run.save(dir);
        }
        assertNames(refusal(() -> celo().build()), "saved with optScheduler(false)");
    }

    /** Both kinds differ in all they save; the sentence must still say that it is a state. */
    @Test
    void theStateOfAnotherKindOfOptimizerIsNamed() throws Exception {
        assertNames(
                refusal(() -> Family.CELO_ADAM.build(TOTAL)),
                "saved with optWeights(" + Toy.celo().id() + ")");
        try (Run run = Run.started(Family.CELO_ADAM.build(TOTAL)).until(SAVED)) {
            run.save(dir);
        }
        assertNames(
                refusal(() -> celo().build()),
                "saved with optWeights(" + Toy.theta(Architecture.CELO_ADAM).id() + ")");
    }

    @Test
    void whatIsNoStateIsSaidToBeNone() throws Exception {
        state = dir.resolve("toy-0000.params");
        assertTrue(Files.exists(state));
        assertNames(refusal(() -> celo().build()), "isn't an optimizer state");
        state = dir.resolve("nowhere");
        assertNames(refusal(() -> celo().build()), "does not exist");
        state = Files.createDirectory(dir.resolve("folder"));
        assertNames(refusal(() -> celo().build()), "folder");
    }
}
