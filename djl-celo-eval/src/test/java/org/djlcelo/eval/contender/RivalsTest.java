package org.djlcelo.eval.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.family.Celo2;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the family as a contender. */
class RivalsTest {

    @TempDir private Path folder;

    private final ContenderCatalog catalog = new ContenderCatalog(WeightsChoice.of(List.of()));

    static Stream<String> names() {
        return Rivals.all().stream().map(LearnedRule::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainsANetwork(String name) {
        Contender contender = catalog.resolve(List.of(name + Rivals.RANDOM)).get(0);
        assertEquals(name, contender.settings().get("rule"));
        Block network = new Mlp(6, 3, new int[] {4});
        try (Rig rig = contender.start(10, 1, network);
                Model model = Model.newInstance(name);
                NDManager manager = NDManager.newBaseManager()) {
            model.setBlock(network);
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(rig.observe(Loss.softmaxCrossEntropyLoss()))
                            .optOptimizer(rig.optimizer());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(5, 6));
                NDList x = new NDList(manager.randomNormal(new Shape(5, 6)));
                NDList y = new NDList(manager.create(new float[] {0, 1, 2, 0, 1}));
                for (int step = 0; step < 3; step++) {
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDArray loss = trainer.getLoss().evaluate(y, trainer.forward(x));
                        assertTrue(Float.isFinite(loss.getFloat()), "step " + step);
                        collector.backward(loss);
                    }
                    trainer.step();
                }
            }
            assertEquals(1, rig.eta());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adafac-mlp", "rnn-mlp", "nnadam", "velo-s", "celo2", "celo2-base"})
    void theZoosWeightsAreTakenByDefault(String name) {
        Contender contender = catalog.resolve(List.of(name)).get(0);
        String architecture = name.replace("-base", "");
        assertTrue(contender.settings().get("weights").startsWith(architecture + "-"));
    }

    @Test
    void otherArtifactsOfARuleAreContendersByTheirNames() {
        Contender other = catalog.resolve(List.of("adafac-mlp-no-augmentation")).get(0);
        Contender usual = catalog.resolve(List.of("adafac-mlp")).get(0);
        assertEquals("adafac-mlp", other.settings().get("rule"));
        assertNotEquals(usual.settings().get("weights"), other.settings().get("weights"));
        assertTrue(catalog.summaries().containsKey("adafac-mlp-no-augmentation"));
    }

    @Test
    void withoutWeightsItSaysHowToGiveSome() {
        String message =
                assertThrows(UserException.class, () -> catalog.resolve(List.of("velo")))
                        .getMessage();
        assertTrue(message.contains("--weights velo=FILE"), message);
    }

    @Test
    void severalWeightsAreSeveralContenders() throws Exception {
        MetaParameters own = write("own", 1);
        MetaParameters other = write("other", 2);
        assertNotEquals(own, other);
        ContenderCatalog given =
                new ContenderCatalog(
                        WeightsChoice.of(
                                List.of(
                                        "adafac-mlp=" + file("own"),
                                        "adafac-mlp-other=" + file("other"))));
        List<Contender> contenders = given.resolve(List.of("adafac-mlp", "adafac-mlp-other"));
        assertEquals(
                List.of(own.id(), other.id()),
                contenders.stream().map(c -> c.settings().get("weights")).toList());
        assertEquals("adafac-mlp", contenders.get(1).settings().get("rule"));
    }

    /** Steps of the first contender are as long as those of the second times their ratio. */
    @Test
    void whatTakesItsRateFromOutsideIsSearched() throws Exception {
        MetaParameters theta = Celo2.FULL.initial(Key.of(1).random());
        WeightsFile.write(new Weights(theta, Provenance.UNKNOWN), Path.of(file("celo2")));
        ContenderCatalog given =
                new ContenderCatalog(WeightsChoice.of(List.of("celo2=" + file("celo2"))));
        List<Contender> all = given.resolve(List.of("celo2"));
        assertEquals(
                List.of(0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
                all.stream()
                        .map(c -> Math.round(c.learningRate().getAsDouble() * 1e3) / 1e3)
                        .toList());
        assertEquals(
                Set.of("celo2"), all.stream().map(Contender::family).collect(Collectors.toSet()));
        Contender small = given.resolve(List.of("celo2@0.5")).get(0);
        Contender large = given.resolve(List.of("celo2@2")).get(0);
        assertEquals("celo2@0.5", small.name());
        assertEquals("0.5", small.settings().get("learningRate"));
        assertEquals(4, moved(large) / moved(small), 1e-3);
    }

    /** How far the first step moves a matrix. */
    private static double moved(Contender contender) {
        try (Rig rig = contender.start(10, 1, new Mlp(6, 3, new int[] {4}));
                NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.zeros(new Shape(4, 6));
            NDArray gradient = manager.arange(24f).reshape(4, 6);
            weight.setRequiresGradient(true);
            rig.optimizer().update("weight", weight, gradient);
            return weight.norm().getFloat();
        }
    }

    /** There the optimizer would have to move tensors that were scaled back already. */
    @Test
    void whatMovesTensorsTogetherIsNotReScaled() {
        Contender scaled = catalog.resolve(List.of("velo-s-random+tau=10")).get(0);
        Block network = new Mlp(6, 3, new int[] {4});
        String message =
                assertThrows(UserException.class, () -> scaled.start(10, 1, network)).getMessage();
        assertTrue(message.contains("+tau=10"), message);
    }

    private String file(String name) {
        return folder.resolve(name + ".safetensors").toString();
    }

    private MetaParameters write(String name, long seed) throws Exception {
        MetaParameters theta = new AdafacMlp().initial(Key.of(seed).random());
        WeightsFile.write(new Weights(theta, Provenance.UNKNOWN), Path.of(file(name)));
        return theta;
    }
}
