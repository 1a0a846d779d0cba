package org.djlcelo.eval.verify;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.djlcelo.baselines.CosineSchedule;
import org.djlcelo.baselines.HandDesignedOptimizer;
import org.djlcelo.baselines.NAdamW;
import org.djlcelo.baselines.NAdamWConfiguration;
import org.djlcelo.eval.contender.HandDesigned;

/** Our counterparts of the optimizers in {@code handmade.npz}. */
final class RecordedOptimizers {

    /** The recorded configurations of NAdamW were run with a schedule for so many steps. */
    private static final int HORIZON = 100;

    private static final String RATE = "lr";

    private final GoldenFile file;

    RecordedOptimizers(GoldenFile file) {
        this.file = file;
    }

    /**
     * Finds the counterpart of a recording.
     *
     * @param group for instance {@code adam/lr0.1/5x3} or {@code nadamw_entry0/5x3}
     * @return makes it; empty for an unknown name
     */
    Optional<Supplier<HandDesignedOptimizer>> of(String group) {
        String[] parts = group.split("/");
        String name = parts[0];
        if (file.has(name + "/schedule")) {
            return Optional.of(() -> configuration(name).optimizer(HORIZON));
        }
        float rate = Float.parseFloat(parts[1].substring(RATE.length()));
        if (name.equals("nadamw_constant")) {
            return Optional.of(() -> NAdamW.builder().setLearningRate(rate).build());
        }
        for (HandDesigned kind : HandDesigned.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(() -> kind.optimizer(rate));
            }
        }
        return Optional.empty();
    }

    CosineSchedule schedule(String name) {
        return configuration(name).schedule(HORIZON);
    }

    private NAdamWConfiguration configuration(String name) {
        return new NAdamWConfiguration(
                field(name, "learning_rate"),
                field(name, "beta1"),
                field(name, "beta2"),
                field(name, "epsilon"),
                field(name, "use_nesterov") == 0 ? NAdamW.Momentum.PLAIN : NAdamW.Momentum.NESTEROV,
                field(name, "adamw_weight_decay"),
                field(name, "l2_weight_decay"),
                field(name, "warmup_fraction"),
                field(name, "min_learning_rate_mult"),
                field(name, "constant_fraction"));
    }

    private float field(String name, String field) {
        return file.get(name + "/config/" + field).scalar();
    }
}
