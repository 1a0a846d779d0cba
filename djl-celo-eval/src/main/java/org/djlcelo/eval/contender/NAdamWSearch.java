package org.djlcelo.eval.contender;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.djlcelo.baselines.NAdamW;
import org.djlcelo.baselines.NAdamWConfiguration;
import org.djlcelo.eval.UserException;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * The configurations that NAdamW is searched over.
 *
 * <p>The published list of 1000 is sorted so that its first K entries are a good search of K.
 * Without it, configurations are drawn from the ranges that it spans. The same seed always gives
 * the same ones, and the first K do not depend on how many are drawn.
 *
 * @param prefix of the contenders' names
 * @param family the name of the search in scores
 * @param configurations by index
 */
public record NAdamWSearch(String prefix, String family, List<NAdamWConfiguration> configurations) {

    private static final long SEED = 0;

    /** How often a decay, a warm-up or a minimum is exactly 0: as l2 in the published list. */
    private static final double SHARE_OF_ZEROS = 0.359;

    /**
     * What is not 0 is log-uniform over so many powers of ten up to the largest published value.
     */
    private static final double SMALLEST = 1e-4;

    /** One entry of the published list, with its names. */
    private record Entry(
            @SerializedName("learning_rate") Float learningRate,
            Float beta1,
            Float beta2,
            Float epsilon,
            @SerializedName("use_nesterov") Boolean nesterov,
            @SerializedName("adamw_weight_decay") Float weightDecay,
            @SerializedName("l2_weight_decay") Float l2,
            @SerializedName("warmup_fraction") Float warmupFraction,
            @SerializedName("min_learning_rate_mult") Float minMultiplier,
            @SerializedName("constant_fraction") Float constantFraction) {

        NAdamWConfiguration configuration() {
            boolean complete =
                    Stream.of(
                                    learningRate,
                                    beta1,
                                    beta2,
                                    epsilon,
                                    nesterov,
                                    weightDecay,
                                    l2,
                                    warmupFraction,
                                    minMultiplier,
                                    constantFraction)
                            .allMatch(Objects::nonNull);
            if (!complete) {
                throw new JsonParseException("A configuration lacks a field");
            }
            return new NAdamWConfiguration(
                    learningRate,
                    beta1,
                    beta2,
                    epsilon,
                    momentum(nesterov),
                    weightDecay,
                    l2,
                    warmupFraction,
                    minMultiplier,
                    constantFraction);
        }
    }

    /**
     * Reads the first entries of the published list.
     *
     * @param file a JSON array of objects, {@code opt_list.json} of learned_optimization
     * @param count how many
     * @return the search
     * @throws UserException if the file is unreadable, no such list or too short
     */
    public static NAdamWSearch published(Path file, int count) {
        List<NAdamWConfiguration> configurations = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            Entry[] entries = new Gson().fromJson(reader, Entry[].class);
            if (entries == null || entries.length < count) {
                throw new UserException(
                        file
                                + " has "
                                + (entries == null ? 0 : entries.length)
                                + " configurations; ask for no more with --nadamw-count.");
            }
            for (int i = 0; i < count; i++) {
                configurations.add(entries[i].configuration());
            }
        } catch (IOException | JsonParseException e) {
            throw new UserException(
                    "Cannot read NAdamW configurations from "
                            + file
                            + "; it must be the published opt_list.json, a JSON array of objects with"
                            + " learning_rate, beta1 and eight more fields.",
                    e);
        }
        return new NAdamWSearch("nadamw", "nadamw", List.copyOf(configurations));
    }

    /**
     * Draws configurations.
     *
     * @param count how many
     * @return the search
     */
    public static NAdamWSearch random(int count) {
        return new NAdamWSearch(
                "nadamw-random",
                "NAdamW (random search, " + count + ")",
                IntStream.range(0, count).mapToObj(NAdamWSearch::draw).toList());
    }

    private static NAdamWConfiguration draw(int index) {
        KeyedRandom random = Key.of(SEED).with("nadamw").with(index).random();
        return new NAdamWConfiguration(
                (float) random.nextLogUniform(1e-5, 1),
                (float) (1 - random.nextLogUniform(1e-3, 0.998)),
                (float) (1 - random.nextLogUniform(1e-5, 0.967)),
                (float) random.nextLogUniform(1e-8, 8.8e3),
                momentum(random.nextDouble() < 0.502),
                zeroOrLogUniform(random, 0.099),
                zeroOrLogUniform(random, 0.0999),
                zeroOrLogUniform(random, 0.094),
                zeroOrLogUniform(random, 0.98),
                (float) random.nextDouble(0.0009, 0.9996));
    }

    private static NAdamW.Momentum momentum(boolean nesterov) {
        return nesterov ? NAdamW.Momentum.NESTEROV : NAdamW.Momentum.PLAIN;
    }

    private static float zeroOrLogUniform(KeyedRandom random, double largest) {
        boolean zero = random.nextDouble() < SHARE_OF_ZEROS;
        double value = random.nextLogUniform(SMALLEST * largest, largest);
        return zero ? 0 : (float) value;
    }
}
