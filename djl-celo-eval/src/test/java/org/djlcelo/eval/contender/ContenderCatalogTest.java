package org.djlcelo.eval.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContenderCatalogTest {

    private final ContenderCatalog catalog =
            new ContenderCatalog(
                    WeightsChoice.celo(
                            () -> {
                                throw new AssertionError("No learned weights are needed here");
                            }));

    @ParameterizedTest
    @EnumSource(HandDesigned.class)
    void aNameIsAGridAndANameWithARateIsOneOfIt(HandDesigned kind) {
        List<Contender> grid = catalog.resolve(List.of(kind.contenderName()));
        assertEquals(15, grid.size());
        Contender one = catalog.resolve(List.of(kind.contenderName() + "@1e-2")).get(0);
        assertEquals(kind.contenderName() + "@0.01", one.name());
        assertEquals(grid.get(10), one);
        assertEquals("0.01", one.settings().get("learningRate"));
        String configuration = one.settings().get("configuration");
        String base = kind.name().replaceAll("_.*", "");
        if (kind != HandDesigned.SGD) {
            assertTrue(configuration.toUpperCase(Locale.ROOT).startsWith(base), configuration);
        }
    }

    /** The quick suite's results and records depend on it. */
    @Test
    void adamIsDjlsAtFiveRates() {
        List<Contender> adam = catalog.resolve(List.of("adam"));
        assertEquals(
                List.of("adam@0.001", "adam@0.003", "adam@0.01", "adam@0.03", "adam@0.1"),
                adam.stream().map(Contender::name).toList());
        assertEquals(
                "{implementation=ai.djl.training.optimizer.Adam, learningRate=0.001}",
                adam.get(0).settings().toString());
    }

    @Test
    void thePublishedAdamCountsAsAdam() {
        Contender published = catalog.resolve(List.of("adam-optax@0.003")).get(0);
        assertEquals("adam", published.family());
    }

    @Test
    void nadamwIsASearch() {
        List<Contender> search = catalog.resolve(List.of("nadamw"));
        assertEquals(ContenderCatalog.NADAMW_COUNT, search.size());
        assertEquals("nadamw-random@0", search.get(0).name());
        assertEquals("NAdamW (random search, 15)", search.get(0).family());
        assertEquals(List.of(search.get(7)), catalog.resolve(List.of("nadamw@7")));
    }

    /** A job's JVM is told of contenders in this way. */
    @Test
    void whatAContenderIsMadeFromMakesIt() {
        for (String name : List.of("adam", "yogi", "nadamw", "adam-optax@0.0001+tau=30")) {
            for (Contender contender : catalog.resolve(List.of(name))) {
                assertEquals(List.of(contender), catalog.resolve(List.of(contender.spec())));
            }
        }
    }

    @Test
    void aRescaledTaskIsASettingUnderTheSameName() {
        Contender tau = catalog.resolve(List.of("adam-optax@0.0001+tau=30")).get(0);
        assertEquals("adam-optax@0.0001", tau.name());
        assertEquals("30", tau.settings().get("tau"));
        assertEquals("adam+tau=30", tau.family(), "it is no candidate of Adam's search");
    }

    @Test
    void settingsTellConfigurationsApart() {
        long distinct =
                catalog.resolve(List.of("nadamw", "shampoo-sgd@1", "shampoo-sgd-20@1")).stream()
                        .map(contender -> contender.settings().get("configuration"))
                        .distinct()
                        .count();
        assertEquals(17, distinct);
    }
}
