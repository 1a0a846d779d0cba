package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.fork.ForkClassPath;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Lets JMH run heats in forks.
 *
 * @param classPath where forks find classes
 * @param flags the forks' flags
 * @param forks how many JVMs measure each heat, one after the other
 * @param weights Celo's weights by name
 * @param device {@code cpu} or {@code gpu}
 */
record HeatRunner(String classPath, ForkFlags flags, int forks, String weights, String device) {

    private static final String BENCHMARK = "^org\\.djlcelo\\.eval\\.bench\\.RaceBenchmark\\.step$";
    private static final String BYTES_PER_STEP = "gc.alloc.rate.norm";

    /**
     * Runs a heat.
     *
     * @param heat the heat
     * @param turnDone called after every turn
     * @return one measurement per racer
     */
    List<Measurement> run(Heat heat, Runnable turnDone) {
        HeatOutput output = new HeatOutput(turnDone);
        Collection<RunResult> results = runForks(heat, output);
        List<IterationResult> turns = new ArrayList<>();
        for (RunResult result : results) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                turns.addAll(fork.getIterationResults());
            }
        }
        int expected = forks * heat.pace().rounds() * heat.racers().size();
        if (turns.size() != expected) {
            throw new IllegalStateException(
                    "The heat " + heat.label() + " did not finish:\n" + output.text());
        }
        return measurements(heat.racers(), turns);
    }

    private Collection<RunResult> runForks(Heat heat, HeatOutput output) {
        String before = System.getProperty(ForkClassPath.PROPERTY);
        System.setProperty(ForkClassPath.PROPERTY, classPath);
        try {
            return new Runner(options(heat).build(), output).run();
        } catch (RunnerException e) {
            if (String.valueOf(e.getMessage()).contains("JMH lock")) {
                throw new UserException(
                        "Another JMH benchmark is running on this machine and both would disturb"
                                + " each other; wait for its end.",
                        e);
            }
            throw new IllegalStateException(
                    "The heat " + heat.label() + " failed:\n" + output.text(), e);
        } finally {
            System.setProperty(ForkClassPath.PROPERTY, before);
        }
    }

    private ChainedOptionsBuilder options(Heat heat) {
        Pace pace = heat.pace();
        TimeValue turn = TimeValue.milliseconds(pace.turnMillis());
        return new OptionsBuilder()
                .include(BENCHMARK)
                .param("course", heat.course().name())
                .param("racers", Racer.join(heat.racers()))
                .param("threads", String.valueOf(heat.threads()))
                .param("weights", weights)
                .param("device", device)
                .forks(forks)
                .jvmArgs(flags.of(heat, System.getProperties()).toArray(String[]::new))
                .warmupIterations(pace.warmupRounds() * heat.racers().size())
                .warmupTime(turn)
                .measurementIterations(pace.rounds() * heat.racers().size())
                .measurementTime(turn)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
    }

    /** Turn i of each fork belonged to racer i modulo the number of racers. */
    static List<Measurement> measurements(List<Racer> racers, List<IterationResult> turns) {
        int count = racers.size();
        int rounds = turns.size() / count;
        List<Measurement> measurements = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] nanos = new double[rounds];
            double[] bytes = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                IterationResult turn = turns.get(round * count + r);
                nanos[round] = turn.getPrimaryResult().getScore();
                bytes[round] = bytes(turn);
            }
            measurements.add(new Measurement(racers.get(r), nanos, bytes));
        }
        return measurements;
    }

    private static double bytes(IterationResult turn) {
        for (String name : turn.getSecondaryResults().keySet()) {
            if (name.endsWith(BYTES_PER_STEP)) {
                return turn.getSecondaryResults().get(name).getScore();
            }
        }
        return Double.NaN;
    }
}
