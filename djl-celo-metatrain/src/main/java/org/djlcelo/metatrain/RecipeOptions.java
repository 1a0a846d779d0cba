package org.djlcelo.metatrain;

import java.util.List;
import org.djlcelo.metatrain.inner.Augmentation;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.TrainedPart.Freezing;
import org.djlcelo.metatrain.pes.MetaObjective;
import picocli.CommandLine.Option;

/** The options that say how the recipe differs from the paper's. */
final class RecipeOptions {

    @Option(
            names = "--augmentation",
            defaultValue = "global",
            description =
                    "scales of an episode's parameters: none, global, tensor, parameter, or list"
                            + " (VeLO's mixture of all)")
    private Augmentation.Level level;

    @Option(
            names = "--augmentation-range",
            split = ",",
            paramLabel = "LO,HI",
            defaultValue = "1e-3,1e3",
            description = "smallest and largest scale")
    private List<Double> range;

    @Option(
            names = "--horizons",
            split = ",",
            paramLabel = "LO,HI",
            defaultValue = "100,2000",
            description = "lengths of episodes, log-uniform; the second is not reached")
    private List<Integer> horizons;

    @Option(
            names = "--objective",
            defaultValue = "mean",
            description = "the mean loss of an episode, or its final one")
    private MetaObjective objective;

    @Option(
            names = "--freezing",
            defaultValue = "real",
            description =
                    "what a stage doesn't train: real: untouched; official: perturbed and decayed")
    private Freezing freezing;

    @Option(
            names = "--schedule",
            defaultValue = "constant",
            description = "of the meta-optimizer's rate: constant or cosine")
    private RateSchedule.Shape schedule;

    @Option(names = "--final-lr", defaultValue = "0", description = "where a cosine schedule ends")
    private double finalRate;

    @Option(
            names = "--average",
            paramLabel = "DECAY",
            description = "give out a running average of theta, for instance 0.999")
    private Double averaging;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "scale longer meta-gradients down to this norm")
    private Double clipping;

    Recipe recipe() {
        if (range.size() != 2 || horizons.size() != 2) {
            throw new UserException(
                    "--augmentation-range and --horizons take two numbers with a comma between.");
        }
        try {
            return new Recipe(
                    new Augmentation(level, range.get(0), range.get(1)),
                    new Lengths(horizons.get(0), horizons.get(1)),
                    objective,
                    freezing,
                    new RateSchedule(schedule, finalRate),
                    averaging,
                    clipping);
        } catch (IllegalArgumentException e) {
            throw new UserException(e.getMessage() + ".", e);
        }
    }
}
