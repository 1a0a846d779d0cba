package org.djlcelo.eval.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.djlcelo.baselines.NAdamW;
import org.djlcelo.baselines.NAdamWConfiguration;
import org.djlcelo.eval.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NAdamWSearchTest {

    private static final String ENTRY =
            """
            {"learning_rate": 0.5, "beta1": 0.25, "beta2": 0.75, "epsilon": 1e-6,
             "use_nesterov": true, "adamw_weight_decay": 0.01, "l2_weight_decay": 0.02,
             "warmup_fraction": 0.03, "min_learning_rate_mult": 0.04, "constant_fraction": 0.05}
            """;

    @TempDir private Path folder;

    @Test
    void theFirstEntriesOfTheListAreTaken() throws IOException {
        String second = ENTRY.replace("true", "false");
        NAdamWSearch search = NAdamWSearch.published(file("[" + ENTRY + "," + second + "]"), 1);
        assertEquals(
                List.of(
                        new NAdamWConfiguration(
                                0.5f,
                                0.25f,
                                0.75f,
                                1e-6f,
                                NAdamW.Momentum.NESTEROV,
                                0.01f,
                                0.02f,
                                0.03f,
                                0.04f,
                                0.05f)),
                search.configurations());
        assertEquals("nadamw", search.family());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1]", "{\"learning_rate\": 1}", "[{\"learning_rate\": 1}]", "[]"})
    void anythingElseIsRefused(String content) throws IOException {
        Path file = file(content);
        String message =
                assertThrows(UserException.class, () -> NAdamWSearch.published(file, 1))
                        .getMessage();
        assertTrue(message.contains("list.json"), message);
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("list.json");
        assertThrows(UserException.class, () -> NAdamWSearch.published(missing, 1));
    }

    @Test
    void drawsStayTheSameHoweverManyAreDrawn() {
        NAdamWSearch few = NAdamWSearch.random(5);
        NAdamWSearch many = NAdamWSearch.random(1000);
        assertEquals(few.configurations(), many.configurations().subList(0, 5));
        assertEquals("NAdamW (random search, 5)", few.family());
        assertEquals(1000, many.configurations().stream().distinct().count());
    }

    @Test
    void drawsSpanTheRangesOfTheList() {
        assertSpans(NAdamWConfiguration::learningRate, 1e-5, 1);
        assertSpans(NAdamWConfiguration::beta1, 0.0018, 0.9991);
        assertSpans(NAdamWConfiguration::beta2, 0.0329, 0.999991);
        assertSpans(NAdamWConfiguration::epsilon, 1e-8, 8.8001e3);
        assertSpans(NAdamWConfiguration::weightDecay, 0, 0.0991);
        assertSpans(NAdamWConfiguration::l2, 0, 0.0999);
        assertSpans(NAdamWConfiguration::warmupFraction, 0, 0.0941);
        assertSpans(NAdamWConfiguration::minMultiplier, 0, 0.981);
        assertSpans(NAdamWConfiguration::constantFraction, 0.0009, 0.9996);
        assertEquals(
                0.359,
                share(configuration -> configuration.l2() == 0 ? 1 : 0),
                0.05,
                "zeros of l2 as often as in the list");
        assertEquals(
                0.502,
                share(c -> c.momentum() == NAdamW.Momentum.NESTEROV ? 1 : 0),
                0.05,
                "Nesterov as often as in the list");
    }

    private static void assertSpans(
            ToDoubleFunction<NAdamWConfiguration> field, double low, double high) {
        double[] values =
                NAdamWSearch.random(1000).configurations().stream()
                        .mapToDouble(field)
                        .sorted()
                        .toArray();
        assertTrue(values[0] >= low * (1 - 1e-6), "least " + values[0]);
        assertTrue(values[999] <= high * (1 + 1e-6), "largest " + values[999]);
        assertTrue(values[0] <= low + 0.1 * (high - low), "least " + values[0]);
        assertTrue(values[999] >= 0.9 * high, "largest " + values[999]);
    }

    private static double share(ToDoubleFunction<NAdamWConfiguration> indicator) {
        return NAdamWSearch.random(1000).configurations().stream()
                .mapToDouble(indicator)
                .average()
                .orElseThrow();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("list.json"), content);
    }
}
