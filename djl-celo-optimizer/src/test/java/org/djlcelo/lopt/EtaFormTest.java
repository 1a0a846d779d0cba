package org.djlcelo.lopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of η under the same weights, on the host and in an engine's arrays. */
class EtaFormTest {

    private static final int STEPS = 40;

    /** The logarithm of the exponential form tells the network's output to the others. */
    @ParameterizedTest
    @ValueSource(floats = {-2, 0, 0.5f, 99.9f})
    void formsDifferInWhatTheyMakeOfTheOutputAlone(float bias) {
        Scheduler exponential = scheduler(Architecture.CELO, Math.min(bias, 50));
        Scheduler linear = scheduler(Architecture.CELO_LINEAR, bias);
        Scheduler clipped = scheduler(Architecture.CELO_LINEAR_CLIP, bias);
        SchedulerState[] states = new SchedulerState[3];
        Scheduler[] all = {exponential, linear, clipped};
        for (int i = 0; i < 3; i++) {
            states[i] = all[i].newState(STEPS);
        }
        double moved = bias - Math.min(bias, 50);
        for (int step = 0; step < STEPS; step++) {
            float loss = loss(step);
            double x = Math.log(exponential.step(states[0], loss) / 0.1) + moved;
            float eta = linear.step(states[1], loss);
            assertEquals(0.1 * x, eta, 1e-5 * Math.max(1, Math.abs(x)));
            assertEquals(
                    Math.min(10, Math.max(0, eta)), clipped.step(states[2], loss), 0, "clipped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"celo", "celo-linear", "celo-linear-clip"})
    void deviceHasTheFormOfTheWeights(String name) {
        for (float bias : new float[] {-1, 0.2f, 50}) {
            Scheduler scheduler = scheduler(Architecture.of(name), bias);
            SchedulerState state = scheduler.newState(STEPS);
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArrayScheduler device = new NDArrayScheduler(manager, scheduler, STEPS, true);
                for (int step = 0; step < STEPS; step++) {
                    float eta = scheduler.step(state, loss(step));
                    try (NDArray onDevice = manager.create(loss(step))) {
                        device.step(onDevice).close();
                    }
                    assertEquals(eta, device.eta().getFloat(), 2e-5 * Math.abs(eta) + 1e-6);
                }
            }
        }
    }

    /** Files that name no architecture are the original's, which has the exponential alone. */
    @Test
    void formsBelongToArchitectures() {
        Map<String, EtaForm> forms = new TreeMap<>();
        Architecture.known().forEach(a -> forms.put(a.name(), EtaForm.of(a)));
        assertEquals(EtaForm.LINEAR, forms.remove("celo-linear"));
        assertEquals(EtaForm.CLIPPED_LINEAR, forms.remove("celo-linear-clip"));
        assertTrue(forms.values().stream().allMatch(f -> f == EtaForm.EXPONENTIAL), "" + forms);
    }

    @Test
    void schedulerOfTensorsIsNotRunWithoutThem() {
        MetaParameters theta = Initializer.random(Architecture.CELO_TENSOR_FEATURES, new Random(1));
        assertEquals(39_393, theta.architecture().size());
        String message =
                assertThrows(IllegalArgumentException.class, () -> Scheduler.of(theta))
                        .getMessage();
        assertTrue(message.contains("celo-tensor-features"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"celo", "celo-adam"})
    void aScaledScheduleIsAMultipleInEveryStep(String name) {
        MetaParameters theta = theta(Architecture.of(name), 0.3f);
        Scheduler scheduler = Scheduler.of(theta);
        Scheduler slower = Scheduler.of(Scheduler.scaled(theta, 0.85));
        SchedulerState state = scheduler.newState(STEPS);
        SchedulerState ofSlower = slower.newState(STEPS);
        for (int step = 0; step < STEPS; step++) {
            float eta = scheduler.step(state, loss(step));
            assertEquals(0.85 * eta, slower.step(ofSlower, loss(step)), 1e-6 * eta);
        }
    }

    @Test
    void whatHasNoScaledWeightsIsRefused() {
        MetaParameters celo = theta(Architecture.CELO, 0);
        assertThrows(IllegalArgumentException.class, () -> Scheduler.scaled(celo, 0));
        assertThrows(IllegalArgumentException.class, () -> Scheduler.scaled(celo, Double.NaN));
        MetaParameters linear = theta(Architecture.CELO_LINEAR, 0);
        assertThrows(IllegalArgumentException.class, () -> Scheduler.scaled(linear, 0.5));
        MetaParameters rule = celo.part(Architecture.CELO_RULE);
        assertThrows(IllegalArgumentException.class, () -> Scheduler.scaled(rule, 0.5));
    }

    private static Scheduler scheduler(Architecture architecture, float bias) {
        return Scheduler.of(theta(architecture, bias));
    }

    private static MetaParameters theta(Architecture architecture, float bias) {
        float[] vector = Initializer.random(architecture, new Random(3)).toVector();
        vector[architecture.offset("rnn_params/step_size/b")] = bias;
        return new MetaParameters(architecture, vector);
    }

    private static float loss(int step) {
        return (float) (2.3 * Math.exp(-0.03 * step) + 0.1 * Math.sin(step));
    }
}
