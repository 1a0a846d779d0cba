package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** How long, how often and against which rates weights are judged. */
final class JudgeOptions {

    private static final int RATES = 15;
    private static final double LOWEST_EXPONENT = -4;
    private static final double HIGHEST_EXPONENT = -0.5;

    @Option(
            names = "--horizons",
            split = ",",
            paramLabel = "T",
            defaultValue = "100,500,1000,2000",
            description = "steps of a run")
    private List<Integer> horizons;

    @Option(names = "--seeds", defaultValue = "5", description = "runs of each")
    private int seeds;

    @Option(
            names = "--adam",
            split = ",",
            paramLabel = "RATE",
            description =
                    "Adam's rates, of which the best per task and horizon counts; default: 15 from"
                            + " 1e-4 to 0.32, four per decade")
    private List<Double> rates;

    /** Runs everyone on every group at every horizon. */
    List<Contest> hold(
            List<TaskGroup> groups, List<Contender> contenders, Consumer<String> progress) {
        if (seeds < 1 || horizons.stream().anyMatch(t -> t < 1)) {
            throw new UserException("--seeds and --horizons must be at least 1.");
        }
        Contender adam = Contender.bestAdam(rates == null ? defaultRates() : rates);
        List<Contest> contests = new ArrayList<>();
        for (TaskGroup group : groups) {
            for (int horizon : horizons) {
                Judge judge = new Judge(horizon, seeds);
                contests.add(Contest.hold(group, judge, adam, contenders, progress));
            }
        }
        return contests;
    }

    int seeds() {
        return seeds;
    }

    private static List<Double> defaultRates() {
        double step = (HIGHEST_EXPONENT - LOWEST_EXPONENT) / (RATES - 1);
        return IntStream.range(0, RATES)
                .mapToObj(i -> Math.pow(10, LOWEST_EXPONENT + i * step))
                .toList();
    }
}
