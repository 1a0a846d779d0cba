package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostKernelTest {

    /** The build starts this module's tests with the module. */
    @Test
    void theVectorKernelIsTheBestWhereTheModuleIs() {
        assertTrue(HostKernel.VECTOR.isAvailable());
        assertEquals(HostKernel.VECTOR, HostKernel.best());
        assertTrue(HostKernel.VECTOR.remedy().contains("--add-modules jdk.incubator.vector"));
        assertEquals("", HostKernel.TILED.remedy());
    }

    @ParameterizedTest
    @EnumSource
    void noThreadsAreRefusedAndClosingTwiceIsFine(HostKernel host) {
        assertThrows(IllegalArgumentException.class, () -> host.create(0));
        CpuKernel kernel = host.create(2);
        kernel.close();
        kernel.close();
    }

    /** Of the Vector API this is true as soon as HotSpot has compiled the loops. */
    @Test
    void anUpdateAllocatesNothingThatGrowsWithTheTensor() {
        assertEquals(allocation(new long[] {70, 90}), allocation(new long[] {280, 360}));
        assertEquals(allocation(new long[] {5000}), allocation(new long[] {60_000}));
    }

    private static long allocation(long[] shape) {
        TensorState state = new TensorState(TensorLayout.of(shape, AxisOrder.DJL));
        float[] p = KernelCase.gaussian(new SplittableRandom(1), state.layout().size(), 1);
        float[] g = p.clone();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        try (CpuKernel kernel = HostKernel.TILED.create(1)) {
            KernelCase.update(kernel, state, p, g, GradientPolicy.SKIP_NAN, 0);
            long before = threads.getThreadAllocatedBytes(id);
            KernelCase.update(kernel, state, p, g, GradientPolicy.SKIP_NAN, 0);
            return threads.getThreadAllocatedBytes(id) - before;
        }
    }
}
