package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.djlcelo.metatrain.inner.Stage;

/**
 * Which heats are run.
 *
 * <p>The two fast kernels share their passes, and HotSpot compiles those for what it has seen.
 * Users run one kernel in a JVM; so no heat has both. Together, each is a tenth to a third slower.
 *
 * @param threads what "all threads" means
 * @param available the racers that can run here
 */
record BenchProgram(int threads, Set<Racer> available) {

    private static final long SMALL_LIMIT = 2_000_000;

    /** The largest set that the scalar kernel, a hundred times slower, is let loose on. */
    private static final long SCALAR_LIMIT = 500_000;

    /** A look at everything in a minute and a half on two cores. */
    List<Heat> quick() {
        List<Racer> best = List.of(Racer.BOUND, Racer.ADAM, best());
        List<Racer> plain = List.of(Racer.BOUND, Racer.ADAM, Racer.CELO_TILED);
        return Stream.of(
                        step(ParameterSet.MLP_100K, 1, best, Pace.QUICK),
                        step(ParameterSet.MLP_1M, threads, best, Pace.QUICK),
                        step(
                                ParameterSet.MLP_1M,
                                threads,
                                with(plain, Racer.CELO_NDARRAY, Racer.CELO_NAIVE),
                                Pace.QUICK),
                        step(ParameterSet.RESNET18, threads, best, Pace.QUICK),
                        step(ParameterSet.MATRICES_12M, threads, best, Pace.QUICK),
                        step(ParameterSet.MATRICES_12M, threads, plain, Pace.QUICK),
                        training(TrainingCourse.Network.MLP, best(), Pace.QUICK),
                        scheduler(Pace.QUICK),
                        meta(Stage.RULE, Pace.QUICK))
                .distinct()
                .toList();
    }

    /** What the library chooses. */
    private Racer best() {
        return available.contains(Racer.CELO_VECTOR) ? Racer.CELO_VECTOR : Racer.CELO_TILED;
    }

    /** Everything, on one and on all threads. */
    List<Heat> full() {
        List<Heat> heats = new ArrayList<>();
        for (ParameterSet set : ParameterSet.values()) {
            for (int used : new LinkedHashSet<>(List.of(1, threads))) {
                heats.addAll(set.size() < SMALL_LIMIT ? small(set, used) : large(set, used));
            }
        }
        for (Racer kernel : kernels()) {
            heats.add(training(TrainingCourse.Network.MLP, kernel, Pace.SMALL));
            heats.add(training(TrainingCourse.Network.RESNET18, kernel, Pace.LARGE));
            heats.add(training(TrainingCourse.Network.RESNET18_DJL, kernel, Pace.LARGE));
        }
        heats.add(scheduler(Pace.SMALL));
        heats.add(meta(Stage.RULE, Pace.LARGE));
        heats.add(meta(Stage.SCHEDULER, Pace.LARGE));
        return heats;
    }

    /**
     * On an accelerator: Celo as the library computes it there, beside DJL's optimizers. The bound,
     * the scheduler in Java and meta-training have nothing to do with the device.
     */
    List<Heat> accelerator() {
        List<Heat> heats = new ArrayList<>();
        List<Racer> racers = List.of(Racer.ADAM, Racer.ADAMW, Racer.CELO);
        for (ParameterSet set : ParameterSet.values()) {
            heats.add(step(set, threads, racers, Pace.SMALL));
        }
        for (TrainingCourse.Network network : TrainingCourse.Network.values()) {
            heats.add(new Heat(new TrainingCourse(network), threads, racers, Pace.SMALL));
        }
        return heats;
    }

    private List<Racer> kernels() {
        return Stream.of(Racer.CELO_VECTOR, Racer.CELO_TILED).filter(available::contains).toList();
    }

    /** The slow ones have turns beside the plain kernel, which they are compared with. */
    private List<Heat> small(ParameterSet set, int used) {
        List<Heat> heats = new ArrayList<>();
        for (Racer kernel : kernels()) {
            List<Racer> racers = fast(kernel);
            if (kernel == Racer.CELO_TILED) {
                racers = with(racers, Racer.CELO_NDARRAY, Racer.CELO_NAIVE);
                racers = set.size() < SCALAR_LIMIT ? with(racers, Racer.CELO_SCALAR) : racers;
            }
            heats.add(step(set, used, racers, Pace.SMALL));
        }
        return heats;
    }

    /** Steps of seconds keep to themselves, so that the turns of the others stay close. */
    private List<Heat> large(ParameterSet set, int used) {
        List<Heat> heats = new ArrayList<>();
        for (Racer kernel : kernels()) {
            heats.add(step(set, used, fast(kernel), Pace.LARGE));
        }
        heats.add(step(set, used, List.of(Racer.ADAM, Racer.CELO_NDARRAY), Pace.SLOW));
        return heats;
    }

    private static List<Racer> fast(Racer kernel) {
        return List.of(Racer.BOUND, Racer.ADAM, Racer.ADAMW, kernel);
    }

    private static List<Racer> with(List<Racer> racers, Racer... more) {
        return Stream.concat(racers.stream(), Arrays.stream(more)).toList();
    }

    private static Heat step(ParameterSet set, int used, List<Racer> racers, Pace pace) {
        return new Heat(new OptimizerCourse(set), used, racers, pace);
    }

    private Heat training(TrainingCourse.Network network, Racer kernel, Pace pace) {
        return new Heat(new TrainingCourse(network), threads, List.of(Racer.ADAM, kernel), pace);
    }

    private static Heat scheduler(Pace pace) {
        return new Heat(new SchedulerCourse(), 1, List.of(Racer.CELO), pace);
    }

    private Heat meta(Stage stage, Pace pace) {
        return new Heat(new MetaCourse(stage), threads, List.of(Racer.CELO), pace);
    }
}
