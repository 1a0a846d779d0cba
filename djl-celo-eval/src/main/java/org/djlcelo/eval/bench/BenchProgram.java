package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.djlcelo.metatrain.inner.Stage;

/**
 * Which heats are run.
 *
 * @param threads what "all threads" means
 * @param available the racers that can run here
 */
record BenchProgram(int threads, Set<Racer> available) {

    private static final List<Racer> FAST =
            List.of(Racer.BOUND, Racer.ADAM, Racer.ADAMW, Racer.CELO_TILED, Racer.CELO_VECTOR);

    private static final long SMALL_LIMIT = 2_000_000;

    /** The largest set that the scalar kernel, a hundred times slower, is let loose on. */
    private static final long SCALAR_LIMIT = 500_000;

    /** A look at everything in a minute and a half on two cores. */
    List<Heat> quick() {
        List<Racer> fast = List.of(Racer.BOUND, Racer.ADAM, Racer.CELO_TILED, Racer.CELO_VECTOR);
        List<Racer> all = new ArrayList<>(fast);
        all.add(Racer.CELO_NDARRAY);
        return List.of(
                step(ParameterSet.MLP_100K, 1, all, Pace.QUICK),
                step(ParameterSet.MLP_1M, threads, all, Pace.QUICK),
                step(ParameterSet.RESNET18, threads, fast, Pace.QUICK),
                step(ParameterSet.MATRICES_12M, threads, fast, Pace.QUICK),
                training(TrainingCourse.Network.MLP, Pace.QUICK),
                scheduler(Pace.QUICK),
                meta(Stage.RULE, Pace.QUICK));
    }

    /** Everything, on one and on all threads. */
    List<Heat> full() {
        List<Heat> heats = new ArrayList<>();
        for (ParameterSet set : ParameterSet.values()) {
            for (int used : new LinkedHashSet<>(List.of(1, threads))) {
                heats.addAll(set.size() < SMALL_LIMIT ? small(set, used) : large(set, used));
            }
        }
        heats.add(training(TrainingCourse.Network.MLP, Pace.SMALL));
        heats.add(training(TrainingCourse.Network.RESNET18, Pace.LARGE));
        heats.add(training(TrainingCourse.Network.RESNET18_DJL, Pace.LARGE));
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

    private List<Heat> small(ParameterSet set, int used) {
        List<Racer> racers = new ArrayList<>(FAST);
        racers.add(Racer.CELO_NDARRAY);
        if (set.size() < SCALAR_LIMIT) {
            racers.add(Racer.CELO_SCALAR);
        }
        return List.of(step(set, used, racers, Pace.SMALL));
    }

    /** Steps of seconds keep to themselves, so that the turns of the others stay close. */
    private List<Heat> large(ParameterSet set, int used) {
        return List.of(
                step(set, used, FAST, Pace.LARGE),
                step(set, used, List.of(Racer.ADAM, Racer.CELO_NDARRAY), Pace.SLOW));
    }

    private Heat step(ParameterSet set, int used, List<Racer> racers, Pace pace) {
        return new Heat(new OptimizerCourse(set), used, present(racers), pace);
    }

    private Heat training(TrainingCourse.Network network, Pace pace) {
        List<Racer> racers = List.of(Racer.ADAM, Racer.CELO_TILED, Racer.CELO_VECTOR);
        return new Heat(new TrainingCourse(network), threads, present(racers), pace);
    }

    private static Heat scheduler(Pace pace) {
        return new Heat(new SchedulerCourse(), 1, List.of(Racer.CELO), pace);
    }

    private Heat meta(Stage stage, Pace pace) {
        return new Heat(new MetaCourse(stage), threads, List.of(Racer.CELO), pace);
    }

    private List<Racer> present(List<Racer> racers) {
        return racers.stream().filter(available::contains).toList();
    }
}
