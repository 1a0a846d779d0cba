package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.UpdateRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program promises besides the numbers, which {@link KernelAgreementTest} compares. */
class TorchScriptProgramTest {

    /** What makes PyTorch hand a value to its caller. */
    private static final List<String> READS = List.of("aten::item", "aten::_local_scalar_dense");

    private static final String READING =
            """
            class Celo(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def read(self: __torch__.Celo, array: Tensor) -> bool:
                return bool(torch.isnan(torch.sum(array)))
            """;

    private static final UpdateRule RULE =
            UpdateRule.of(Initializer.random(Architecture.CELO, new Random(2)));

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private enum Policy {
        OFFICIAL(GradientPolicy.OFFICIAL),
        SKIP_NAN(GradientPolicy.SKIP_NAN),
        SCALED(new GradientPolicy(0.5f, 0.1f, true));

        final GradientPolicy policy;

        Policy(GradientPolicy policy) {
            this.policy = policy;
        }
    }

    /** PyTorch's own record of the operators that it ran. */
    private static String operators(Runnable work) throws IOException {
        Path file = Files.createTempFile("operators", ".json");
        try {
            JniUtils.startProfile(false, false, false);
            work.run();
            JniUtils.stopProfile(file.toString());
            return Files.readString(file);
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noValueLeavesTheDevice(Policy policy) throws IOException {
        TorchScriptKernel kernel = new TorchScriptKernel(manager, RULE, policy.policy);
        for (long[] shape : new long[][] {{}, {7}, {5, 6}, {3, 3, 4, 8}}) {
            NDArrayTensorState state =
                    new NDArrayTensorState(manager, TensorLayout.of(shape, AxisOrder.DJL), 1);
            NDArray parameter = manager.ones(new Shape(shape));
            NDArray gradient = manager.ones(new Shape(shape));
            NDArray eta = manager.create(1f);
            // PyTorch compiles after the first run
            for (int run = 0; run < 3; run++) {
                String ran =
                        operators(
                                () ->
                                        kernel.update(
                                                state,
                                                new NDList(parameter),
                                                new NDList(gradient),
                                                eta,
                                                0.1f));
                assertTrue(ran.contains("\"aten::mm\""), ran);
                READS.forEach(read -> assertFalse(ran.contains("\"" + read + "\""), read));
            }
        }
    }

    /**
     * Operators that compute nothing, and those that consist of others. On a CPU, a mean is a sum
     * and a division, and numbers become arrays of their own; not so on an accelerator.
     */
    private static final Set<String> VIEWS_AND_MEMORY =
            Set.of(
                    "aten::_reshape_alias",
                    "aten::_to_copy",
                    "aten::_unsafe_view",
                    "aten::as_strided",
                    "aten::copy_",
                    "aten::detach",
                    "aten::div_",
                    "aten::empty",
                    "aten::empty_strided",
                    "aten::expand",
                    "aten::fill_",
                    "aten::mT",
                    "aten::matmul",
                    "aten::mean",
                    "aten::reshape",
                    "aten::resolve_conj",
                    "aten::scalar_tensor",
                    "aten::select",
                    "aten::slice",
                    "aten::t",
                    "aten::to",
                    "aten::transpose",
                    "aten::unbind",
                    "aten::unsqueeze",
                    "aten::view");

    /** But for the subtraction, which is one launch for many on an accelerator alone. */
    @Test
    void operatorsDontGrowWithMembers() throws IOException {
        TorchScriptKernel kernel = new TorchScriptKernel(manager, RULE, GradientPolicy.SKIP_NAN);
        for (long[] shape : new long[][] {{}, {7}, {5, 6}, {3, 3, 4, 8}}) {
            Map<String, Integer> two = operators(kernel, shape, 2);
            Map<String, Integer> twelve = operators(kernel, shape, 12);
            assertEquals(two, twelve);
            assertEquals(1, twelve.get("aten::_foreach_sub_"));
        }
    }

    /** How often the program's third run asks for each operator. */
    private Map<String, Integer> operators(TorchScriptKernel kernel, long[] shape, int members)
            throws IOException {
        TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
        NDArrayTensorState state = new NDArrayTensorState(manager, layout, members);
        NDList parameters = new NDList();
        NDList gradients = new NDList();
        for (int member = 0; member < members; member++) {
            parameters.add(manager.ones(new Shape(shape)));
            gradients.add(manager.ones(new Shape(shape)));
        }
        NDArray eta = manager.create(1f);
        String ran = "";
        for (int run = 0; run < 3; run++) {
            ran = operators(() -> kernel.update(state, parameters, gradients, eta, 0.1f));
        }
        Map<String, Integer> counts = new TreeMap<>();
        Matcher name = Pattern.compile("\"name\": \"(aten::\\w+)\"").matcher(ran);
        while (name.find()) {
            counts.merge(name.group(1), 1, Integer::sum);
        }
        counts.keySet().removeAll(VIEWS_AND_MEMORY);
        counts.remove("aten::sub_");
        return counts;
    }

    /** The measure itself. */
    @Test
    void aReadWouldShow() throws IOException {
        byte[] archive = TorchScriptArchive.of(READING);
        try (PtSymbolBlock program =
                        JniUtils.loadModule(
                                (PtNDManager) manager,
                                new ByteArrayInputStream(archive),
                                true,
                                false);
                IValue ones = IValue.from((PtNDArray) manager.ones(new Shape(3)))) {
            String ran = operators(() -> IValueUtils.runMethod(program, "read", ones).close());
            READS.forEach(read -> assertTrue(ran.contains("\"" + read + "\""), read));
        }
    }

    /** For every kernel on arrays: nothing of a skipped tensor changes, on its first step too. */
    @Test
    void nanIsSkippedWithoutATrace() {
        for (DeviceKernel kernel :
                List.of(
                        new NDArrayKernel(manager, RULE, GradientPolicy.SKIP_NAN),
                        new TorchScriptKernel(manager, RULE, GradientPolicy.SKIP_NAN))) {
            for (long[] shape : new long[][] {{}, {7}, {5, 6}, {3, 3, 4, 8}}) {
                TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
                NDArrayTensorState state = new NDArrayTensorState(manager, layout, 1);
                NDArray parameter = manager.randomNormal(new Shape(shape));
                NDArray good = manager.randomNormal(new Shape(shape));
                float[] values = good.toFloatArray();
                values[values.length - 1] = Float.NaN;
                NDArray bad = manager.create(values, new Shape(shape));
                NDArray eta = manager.create(10f);
                for (int step = 0; step < 3; step++) {
                    float[] before = parameter.toFloatArray();
                    Map<String, float[]> accumulators = state.read(0);
                    assertEquals(
                            1,
                            kernel.update(state, new NDList(parameter), new NDList(bad), eta, 0.1f)
                                    .getFloat());
                    assertArrayEquals(before, parameter.toFloatArray());
                    state.read(0)
                            .forEach((name, a) -> assertArrayEquals(accumulators.get(name), a));
                    assertEquals(
                            0,
                            kernel.update(state, new NDList(parameter), new NDList(good), eta, 0.1f)
                                    .getFloat());
                }
            }
        }
    }

    @Test
    void theStateIsReadAndWrittenExactly() {
        for (long[] shape : new long[][] {{}, {7}, {5, 6}, {3, 3, 4, 8}}) {
            TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
            TensorState host = new TensorState(layout);
            Random random = new Random(1);
            for (float[] array : host.arrays().values()) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = random.nextFloat();
                }
            }
            NDArrayTensorState state = new NDArrayTensorState(manager, layout, 1);
            state.write(0, host.arrays());
            Map<String, float[]> read = state.read(0);
            assertEquals(host.arrays().keySet(), read.keySet());
            host.arrays().forEach((name, array) -> assertArrayEquals(array, read.get(name), name));
        }
    }

    @Test
    void theArchiveIsSmallAndAlwaysTheSame() {
        String text = TorchScriptProgram.of(RULE, GradientPolicy.SKIP_NAN);
        byte[] archive = TorchScriptArchive.of(text);
        assertArrayEquals(archive, TorchScriptArchive.of(text));
        assertTrue(archive.length < 5000, archive.length + " bytes");
    }

    /** The PyTorch engine is an optional dependency: one class alone may mention it. */
    @Test
    void oneClassKnowsThePyTorchEngine() throws IOException {
        Path classes =
                Path.of(
                        RULE.getClass()
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        List<String> knowing;
        try (Stream<Path> files = Files.walk(classes)) {
            knowing =
                    files.filter(f -> f.toString().endsWith(".class"))
                            .filter(TorchScriptProgramTest::mentionsPyTorch)
                            .map(f -> f.getFileName().toString())
                            .toList();
        }
        assertEquals(List.of("TorchScriptKernel.class"), knowing);
    }

    private static boolean mentionsPyTorch(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("ai/djl/pytorch");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
