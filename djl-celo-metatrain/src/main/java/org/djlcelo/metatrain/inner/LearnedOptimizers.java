package org.djlcelo.metatrain.inner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;

/** The learned optimizers that can be meta-trained, by their architectures' names. */
public final class LearnedOptimizers {

    private static final Map<String, Factory> FACTORIES = factories();

    private static final List<String> STAGED =
            Stream.of(
                            Architecture.CELO,
                            Architecture.CELO_ADAM,
                            Architecture.CELO_LINEAR,
                            Architecture.CELO_LINEAR_CLIP,
                            Architecture.CELO_TENSOR_FEATURES)
                    .map(Architecture::name)
                    .toList();

    private LearnedOptimizers() {}

    private interface Factory {
        ScheduledOptimizer create(
                TrainedPart part, MetaParameters theta, List<TensorLayout> layouts);
    }

    private static Map<String, Factory> factories() {
        Map<String, Factory> factories = new LinkedHashMap<>();
        factories.put(Architecture.CELO.name(), Celo::new);
        factories.put(Architecture.CELO_ADAM.name(), CeloAdam::new);
        factories.put(Architecture.CELO_LINEAR.name(), Celo::new);
        factories.put(Architecture.CELO_LINEAR_CLIP.name(), Celo::new);
        factories.put(Architecture.CELO_TENSOR_FEATURES.name(), Celo::new);
        for (LearnedRule rule : LearnedRules.all()) {
            factories.putIfAbsent(
                    rule.architecture().name(),
                    (part, theta, layouts) -> new InnerRule(rule, part, theta, layouts));
        }
        return factories;
    }

    /**
     * Draws meta-parameters to begin with.
     *
     * @param architecture an architecture that is among {@link #names}
     * @param random the source of randomness
     * @return the meta-parameters
     */
    public static MetaParameters initial(Architecture architecture, RandomGenerator random) {
        return LearnedRules.all().stream()
                .filter(rule -> rule.architecture().equals(architecture))
                .findFirst()
                .map(rule -> rule.initial(random))
                .orElseGet(() -> Initializer.random(architecture, random));
    }

    /**
     * Tells whether an optimizer consists of an update rule and a scheduler, or one of them, which
     * are trained in stages; others are trained as a whole.
     *
     * @param name one of {@link #names}
     * @return false for all but Celo's variants
     */
    public static boolean hasStages(String name) {
        return STAGED.contains(name);
    }

    /**
     * Returns what can be meta-trained.
     *
     * @return names of architectures
     */
    public static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /**
     * Creates an optimizer without a run, to be meta-trained.
     *
     * @param part which meta-parameters {@link LearnedOptimizer#use} replaces
     * @param theta all meta-parameters, of an architecture that is among {@link #names}
     * @param layouts the parameter tensors
     * @return the optimizer
     */
    public static ScheduledOptimizer create(
            TrainedPart part, MetaParameters theta, List<TensorLayout> layouts) {
        return FACTORIES.get(theta.architecture().name()).create(part, theta, layouts);
    }

    /**
     * Creates an optimizer without a run, to be used as it is.
     *
     * @param stage as which; {@link Stage#RULE} leaves the scheduler out
     * @param theta all meta-parameters, of an architecture that is among {@link #names}
     * @param layouts the parameter tensors
     * @return the optimizer
     */
    public static ScheduledOptimizer create(
            Stage stage, MetaParameters theta, List<TensorLayout> layouts) {
        Architecture whole = theta.architecture();
        return create(new TrainedPart(whole, stage, TrainedPart.Freezing.REAL), theta, layouts);
    }
}
