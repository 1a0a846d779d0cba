package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.TorchScriptKernel;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which kernel works on an engine's arrays. */
class DeviceKernelsTest {

    private CapturedLog log;

    @BeforeEach
    void open() {
        log = new CapturedLog(DeviceKernels.class);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static DeviceKernel create(Kernel kernel, NDManager manager) {
        return DeviceKernels.create(
                kernel, manager, UpdateRule.of(Toy.celo()), GradientPolicy.SKIP_NAN);
    }

    @Test
    void onPyTorchTheProgramRunsUnlessOperationsAreAskedFor() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Kernel kernel : Kernel.values()) {
                Class<?> expected =
                        kernel == Kernel.NDARRAY ? NDArrayKernel.class : TorchScriptKernel.class;
                assertInstanceOf(expected, create(kernel, manager));
            }
        }
        assertEquals(List.of(), log.messages());
    }

    /** Whatever keeps the program from running; here that the arrays aren't PyTorch's own. */
    @Test
    void whereTheProgramDoesNotRunOneLineSaysSo() {
        try (NDManager manager = new SpiedEngine("PyTorch").newBaseManager()) {
            assertInstanceOf(NDArrayKernel.class, create(Kernel.AUTO, manager));
        }
        assertEquals(1, log.messages().size());
        assertTrue(log.messages().get(0).contains("runs as single operations"));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyParameterIsLeftAlone(Memory memory) {
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer celo = Toy.celo(memory, 30)) {
            Weight empty = Weight.of(manager, "empty", new Shape(3, 0));
            Weight other = Weight.of(manager, "other", new Shape(3, 2));
            for (int step = 1; step <= 3; step++) {
                celo.observe(1f);
                empty.update(celo);
                other.update(celo, other.gradient(step));
                assertEquals(step, celo.step());
            }
            assertEquals(0, empty.values().length);
        }
    }

    @Test
    void anotherEngineHasNoProgram() {
        try (NDManager manager = new SpiedEngine("Other").newBaseManager()) {
            assertInstanceOf(NDArrayKernel.class, create(Kernel.AUTO, manager));
            String refusal =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> create(Kernel.TORCHSCRIPT, manager))
                            .getMessage();
            assertEquals("TorchScript runs on the PyTorch engine, not on Other", refusal);
        }
        assertEquals(List.of(), log.messages());
    }
}
