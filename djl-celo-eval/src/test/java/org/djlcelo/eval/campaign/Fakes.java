package org.djlcelo.eval.campaign;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.djlcelo.data.Split;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.Rig;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.task.Batches;
import org.djlcelo.eval.task.DataUse;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Measure;
import org.djlcelo.eval.task.Workload;
import org.djlcelo.random.Key;

/** Tasks, optimizers and records that cost nothing. */
public final class Fakes {

    /** A machine that nobody has. */
    public static final Environment ENVIRONMENT =
            new Environment(new TreeMap<>(), new TreeMap<>(), Device.cpu());

    private Fakes() {}

    /** A task that can't be run. */
    public static OpenTask task(String name) {
        return new OpenTask(new FakeTask(name), new FakeWorkload());
    }

    /** An optimizer at learning rates 1 to count. */
    static Family grid(String name, int count) {
        return new Family(
                name,
                Stream.iterate(1, rate -> rate <= count, rate -> rate + 1)
                        .<Contender>map(rate -> new FakeContender(name, OptionalDouble.of(rate)))
                        .toList());
    }

    /** An optimizer with nothing to tune. */
    public static Family single(String name) {
        return new Family(name, List.of(new FakeContender(name, OptionalDouble.empty())));
    }

    /** A record whose loss is a constant. */
    static RunRecord record(Experiment experiment, float loss) {
        int[] steps = {0, 10};
        float[] losses = new float[steps.length];
        Arrays.fill(losses, loss);
        Curves curves =
                new Curves(
                        new float[0],
                        steps,
                        losses,
                        losses,
                        new float[0],
                        new float[0],
                        new float[0]);
        return experiment.record(ENVIRONMENT, new RunRecord.Cost(1, 1, null), null, curves);
    }

    /** In few words, for comparison. */
    static String words(PlannedRun run) {
        return run.stage().title()
                + " "
                + run.experiment().task().name()
                + " "
                + run.experiment().contender().name()
                + " "
                + run.experiment().seed();
    }

    private record FakeTask(String name) implements EvalTask {

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public String summary() {
            return "made up";
        }

        @Override
        public Workload open(DataPlan plan) {
            return new FakeWorkload();
        }
    }

    private record FakeWorkload() implements Workload {

        @Override
        public List<DataUse> data() {
            return List.of(new DataUse("set", "train", 10, "f00", "made up", "none"));
        }

        @Override
        public Block newNetwork(Key key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Shape[] inputShapes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Loss newLoss() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Batches batches(Split split, Key key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Measure> measure() {
            return Optional.empty();
        }
    }

    private record FakeContender(String family, OptionalDouble learningRate) implements Contender {

        @Override
        public String name() {
            return learningRate.isPresent()
                    ? family + "@" + (int) learningRate.getAsDouble()
                    : family;
        }

        @Override
        public SortedMap<String, String> settings() {
            SortedMap<String, String> settings = new TreeMap<>();
            learningRate.ifPresent(rate -> settings.put("learningRate", String.valueOf(rate)));
            if (family.contains("tau")) {
                settings.put("tau", "10");
            }
            return settings;
        }

        @Override
        public Optional<String> weightsSource() {
            return family.startsWith("celo") ? Optional.of("made up") : Optional.empty();
        }

        @Override
        public Rig start(int totalSteps, int threads, Block network) {
            throw new UnsupportedOperationException();
        }
    }
}
