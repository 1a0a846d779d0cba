package org.djlcelo.eval.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.djlcelo.eval.UserException;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsChoiceTest {

    @TempDir private Path folder;

    @Test
    void severalWeightsAreSeveralOptimizers() throws Exception {
        MetaParameters own = write("own", Architecture.CELO, 1);
        MetaParameters official = write("official", Architecture.CELO, 2);
        MetaParameters adam = write("adam", Architecture.CELO_ADAM, 3);
        ContenderCatalog catalog =
                new ContenderCatalog(
                        WeightsChoice.of(
                                List.of(
                                        file("own"),
                                        "celo-official=" + file("official"),
                                        "celo-adam=" + file("adam"))));
        List<Contender> contenders =
                catalog.resolve(
                        List.of("celo", "celo-rule", "celo-official", "celo-official-rule"));
        assertEquals(
                List.of(own.id(), own.id(), official.id(), official.id()),
                contenders.stream().map(c -> c.settings().get("weights")).toList());
        assertEquals(
                List.of("celo", "celo-rule", "celo-official", "celo-official-rule"),
                contenders.stream().map(Contender::family).toList());
        assertTrue(contenders.get(3).settings().get("scheduler").contains("none"));
        Contender celoAdam = catalog.resolve(List.of("celo-adam")).get(0);
        assertEquals(adam.id(), celoAdam.settings().get("weights"));
        assertEquals("adam.safetensors", celoAdam.weightsSource().orElseThrow());
        assertEquals(List.of("celo-official", "celo-adam"), catalog.namedByWeights());
    }

    @Test
    void withoutAFileTheZoosWeightsAreTaken() {
        ContenderCatalog catalog = new ContenderCatalog(WeightsChoice.of(List.of()));
        Contender celoAdam = catalog.resolve(List.of("celo-adam")).get(0);
        assertTrue(celoAdam.settings().get("weights").startsWith("celo-adam-"));
        assertEquals(List.of(), catalog.namedByWeights());
        String message =
                assertThrows(UserException.class, () -> catalog.resolve(List.of("velo")))
                        .getMessage();
        assertTrue(message.contains("--weights velo=FILE"), message);
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() throws Exception {
        write("adam", Architecture.CELO_ADAM, 3);
        ContenderCatalog catalog =
                new ContenderCatalog(WeightsChoice.of(List.of("celo-mine=" + file("adam"))));
        String message =
                assertThrows(UserException.class, () -> catalog.resolve(List.of("celo-mine")))
                        .getMessage();
        assertTrue(message.contains("architecture celo-adam"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adam=x", "celo-rule=x", "celo-mine-rule=x", "celo-random=x", "cello=x"})
    void namesThatAreTakenAreRefused(String option) {
        String message =
                assertThrows(UserException.class, () -> WeightsChoice.of(List.of(option)))
                        .getMessage();
        assertTrue(message.contains("celo-official=FILE"), message);
    }

    private String file(String name) {
        return folder.resolve(name + ".safetensors").toString();
    }

    private MetaParameters write(String name, Architecture architecture, long seed)
            throws Exception {
        MetaParameters theta = Initializer.random(architecture, Key.of(seed).random());
        WeightsFile.write(new Weights(theta, Provenance.UNKNOWN), Path.of(file(name)));
        return theta;
    }
}
