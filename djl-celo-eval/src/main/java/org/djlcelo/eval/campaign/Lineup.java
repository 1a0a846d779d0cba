package org.djlcelo.eval.campaign;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.djlcelo.eval.contender.ContenderCatalog;

/**
 * Which optimizers meet which tasks in a suite, and how their settings are found there.
 *
 * @param optimizers names for the catalog
 * @param pilot the task around whose winners others search; empty if every task tries all settings
 * @param reserved tasks that only Adam and learned optimizers meet
 * @param illustrated tasks that show effects; all if there are none
 * @param configurations how many configurations of NAdamW are tried, unless the user says otherwise
 */
public record Lineup(
        List<String> optimizers,
        Optional<Pilot> pilot,
        List<String> reserved,
        List<String> illustrated,
        int configurations) {

    /** The paper's task 14, whose runs are short. */
    static final String AUTO_ENCODER = "mnist-ae";

    /** The paper's task 4, whose runs are long. */
    static final String CONVOLUTIONS = "cifar10-conv";

    /** What every suite but those after the paper compares. */
    public static final Lineup SMALL =
            new Lineup(
                    List.of("celo", "celo-rule", "celo-random", "adam"),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    ContenderCatalog.NADAMW_COUNT);

    private static final List<String> LEARNED = List.of("celo", "celo-rule");

    private static final List<String> HAND_DESIGNED =
            List.of(
                    "adam-optax",
                    "nadamw",
                    "radam",
                    "yogi",
                    "adabelief",
                    "lamb",
                    "lars",
                    "rmsprop",
                    "adafactor",
                    "adagrad",
                    "sm3",
                    "sgdm",
                    "fromage");

    /** From end to end of meta-training's range; the task as it is has the middle one, 1. */
    private static final List<String> RESCALED =
            Stream.of("0.001", "0.03", "30", "1000")
                    .map(tau -> "adam-optax@0.0001+tau=" + tau)
                    .toList();

    /**
     * The paper's comparison cut to what two cores do in a night: seven rates around those that won
     * on {@value #AUTO_ENCODER}, but all of Adam's; Shampoo with rare roots; {@value #CONVOLUTIONS}
     * for few.
     */
    static final Lineup STANDARD =
            new Lineup(
                    optimizers("shampoo-sgd-20", "shampoo-adagrad-20"),
                    Optional.of(new Pilot(AUTO_ENCODER, 7)),
                    List.of(CONVOLUTIONS),
                    List.of(CONVOLUTIONS),
                    ContenderCatalog.NADAMW_COUNT);

    /** The paper's comparison in full. */
    static final Lineup PAPER =
            new Lineup(
                    optimizers("shampoo-sgd", "shampoo-adagrad"),
                    Optional.empty(),
                    List.of(),
                    List.of(CONVOLUTIONS),
                    1000);

    /**
     * A search on one task that narrows those on others.
     *
     * @param task the task's name
     * @param width how many settings others try
     */
    public record Pilot(String task, int width) {}

    /**
     * Returns the line-up of a suite.
     *
     * @param suite the suite's name
     * @return the line-up
     */
    public static Lineup of(String suite) {
        return switch (suite) {
            case "standard" -> STANDARD;
            case "paper" -> PAPER;
            default -> SMALL;
        };
    }

    private static List<String> optimizers(String... shampoos) {
        return Stream.of(LEARNED, HAND_DESIGNED, List.of(shampoos), RESCALED)
                .flatMap(List::stream)
                .toList();
    }

    /** Whether an optimizer is run on a task. */
    boolean meets(String task, Family family) {
        if (family.isEffect()) {
            return illustrated.isEmpty() || illustrated.contains(task);
        }
        return !reserved.contains(task) || family.isBaseline() || family.isLearned();
    }
}
