package org.djlcelo.eval.contender;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.nn.Block;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.baselines.Adam;
import org.djlcelo.baselines.HandDesignedOptimizer;
import org.djlcelo.baselines.Sgdm;
import org.djlcelo.data.ImageSets;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.Experiment;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.TrainingRun;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.eval.task.Workload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identities that follow from p = τ·θ, in a real training. */
class ReparametrizedTest {

    private static final int STEPS = 20;
    private static final float RATE = 0.001f;

    private static EvalTask task;
    private static Workload workload;

    @BeforeAll
    static void load() throws Exception {
        task = Suite.QUICK.tasks().get(0);
        workload = task.open(ImageSets.embedded());
    }

    /** With powers of two, floats lose nothing: the trajectories are equal to the last bit. */
    @ParameterizedTest
    @ValueSource(floats = {0.0078125f, 32})
    void adamUnderTauIsAdamAtTauTimesTheRate(float tau) {
        float epsilon = 1e-8f;
        float root = 1e-8f;
        Curves rescaled =
                train(new Reparametrized(adam(RATE, tau * epsilon, tau * tau * root), tau));
        Curves plain = train(adam(tau * RATE, epsilon, root));
        assertArrayEquals(plain.trainLoss(), rescaled.trainLoss());
        assertArrayEquals(plain.evalTestLoss(), rescaled.evalTestLoss());
        Curves other = train(adam(RATE, epsilon, root));
        assertNotEquals(other.trainLoss()[STEPS - 1], rescaled.trainLoss()[STEPS - 1]);
    }

    @Test
    void sgdUnderTauIsSgdAtItsSquareTimesTheRate() {
        Curves rescaled = train(new Reparametrized(sgd(0.001f), 8));
        Curves plain = train(sgd(0.064f));
        assertArrayEquals(plain.trainLoss(), rescaled.trainLoss(), 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "0.03", "1", "30", "1000"})
    void theStartDoesNotDependOnTau(String tau) {
        ContenderCatalog catalog = new ContenderCatalog(WeightsChoice.of(List.of()));
        String name = "adam-optax@0.0001";
        Curves plain = train(catalog.resolve(List.of(name)).get(0));
        Curves rescaled = train(catalog.resolve(List.of(name + "+tau=" + tau)).get(0));
        assertEquals(plain.trainLoss()[0], rescaled.trainLoss()[0]);
        assertEquals(plain.evalTrainLoss()[0], rescaled.evalTrainLoss()[0]);
        if (tau.equals("1")) {
            assertArrayEquals(plain.trainLoss(), rescaled.trainLoss());
        }
    }

    private static Contender adam(float rate, float epsilon, float rootEpsilon) {
        Adam.Builder builder = Adam.builder();
        builder.setLearningRate(rate);
        return new Given(builder.optEpsilon(epsilon).optRootEpsilon(rootEpsilon).build());
    }

    private static Contender sgd(float rate) {
        Sgdm.Builder builder = Sgdm.builder();
        builder.setLearningRate(rate);
        return new Given(builder.build());
    }

    private static Curves train(Contender contender) {
        Experiment experiment =
                new Experiment(task, workload, contender, 0, STEPS, Protocol.STANDARD);
        RunRecord run = new TrainingRun(experiment, Environment.of(Device.cpu()), done -> {}).run();
        assertEquals(RunRecord.Status.OK, run.status(), run::message);
        return run.curves();
    }

    /** An optimizer that is run once. */
    private record Given(HandDesignedOptimizer optimizer) implements Contender {

        @Override
        public String name() {
            return "given";
        }

        @Override
        public String family() {
            return "given";
        }

        @Override
        public SortedMap<String, String> settings() {
            return new TreeMap<>();
        }

        @Override
        public Rig start(int totalSteps, int threads, Block network) {
            return new HandDesignedRig(optimizer);
        }
    }
}
