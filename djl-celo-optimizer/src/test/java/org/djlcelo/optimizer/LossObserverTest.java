package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a training loss, and that observing it changes nothing. */
class LossObserverTest {

    private static final NDList NOTHING = new NDList();

    private final LossObserver observer = new LossObserver();
    private NDManager manager;
    private NDArray weight;

    /** A mean of squares of the prediction; the labels aren't used. */
    private static final class MeanOfSquares extends Loss {

        MeanOfSquares() {
            super("MeanOfSquares");
        }

        /** {@inheritDoc} */
        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.head().square().mean();
        }
    }

    /** The squares themselves: a loss that isn't a scalar. */
    private static final class Squares extends Loss {

        Squares() {
            super("Squares");
        }

        /** {@inheritDoc} */
        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.head().square();
        }
    }

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        weight = manager.create(new float[] {0.1f, -0.7f, 1.3f});
        weight.setRequiresGradient(true);
    }

    @AfterEach
    void close() {
        observer.close();
        manager.close();
    }

    private GradientCollector collector() {
        return manager.getEngine().newGradientCollector();
    }

    /** The loss of the weight times a factor. */
    private NDArray loss(Loss loss, float factor) {
        return loss.evaluate(NOTHING, new NDList(weight.mul(factor)));
    }

    private float plain(float factor) {
        return loss(new MeanOfSquares(), factor).getFloat();
    }

    private void differentiate(Loss loss, float factor) {
        try (GradientCollector collector = collector()) {
            collector.backward(loss(loss, factor));
        }
    }

    @Test
    void countsWhatIsDifferentiated() {
        differentiate(observer.wrap(new MeanOfSquares()), 2);
        assertTrue(observer.hasNext());
        assertEquals(plain(2), observer.take());
        assertNull(observer.take(), "a loss counts once");
    }

    @Test
    void changesNeitherTheValueNorTheGradient() {
        for (float factor : new float[] {1e-20f, 0.3f, 1e18f, Float.NaN, Float.POSITIVE_INFINITY}) {
            for (Loss loss : new Loss[] {new MeanOfSquares(), new Squares()}) {
                float[][] values = new float[2][];
                float[][] gradients = new float[2][];
                for (int i = 0; i < 2; i++) {
                    NDArray w = manager.create(new float[] {0.1f, -0.7f, 1.3f});
                    w.setRequiresGradient(true);
                    try (GradientCollector collector = collector()) {
                        NDList predictions = new NDList(w.mul(factor));
                        Loss used = i == 0 ? loss : observer.wrap(loss);
                        NDArray value = used.evaluate(NOTHING, predictions);
                        collector.backward(value);
                        values[i] = value.toFloatArray();
                        gradients[i] = w.getGradient().toFloatArray();
                    }
                }
                assertArrayEquals(values[0], values[1]);
                assertArrayEquals(gradients[0], gradients[1]);
            }
        }
    }

    @Test
    void evaluationOutsideACollectorDoesNotCount() {
        assertEquals(plain(3), loss(observer.wrap(new MeanOfSquares()), 3).getFloat());
        assertEquals(false, observer.hasNext());
        assertNull(observer.take());
    }

    /** A thread that PyTorch doesn't know has gradients switched on: the value has a graph. */
    @Test
    void evaluationOnAnotherThreadDoesNotCount() throws Exception {
        Loss loss = observer.wrap(new MeanOfSquares());
        differentiate(loss, 2);
        onAnotherThread(() -> assertEquals(plain(3), loss(loss, 3).getFloat()));
        assertEquals(plain(2), observer.take());
    }

    @Test
    void backwardOnAnotherThreadCounts() throws Exception {
        Loss loss = observer.wrap(new MeanOfSquares());
        onAnotherThread(() -> differentiate(loss, 2));
        onAnotherThread(() -> differentiate(loss, 3));
        assertEquals((plain(2) + plain(3)) / 2, observer.take(), 1e-6f);
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError("on another thread", failure.get());
        }
    }

    @Test
    void aValueInsideTheCollectorThatNobodyDifferentiatesDoesNotCount() {
        Loss loss = observer.wrap(new MeanOfSquares());
        try (GradientCollector collector = collector()) {
            loss(loss, 5).getFloat();
            collector.backward(loss(loss, 2));
            loss(loss, 7).getFloat();
        }
        assertEquals(plain(2), observer.take());
    }

    @Test
    void accumulatorsBelongToTheWrappedLoss() {
        Loss inner = new MeanOfSquares();
        Loss loss = observer.wrap(inner);
        assertEquals(inner.getName(), loss.getName());
        loss.addAccumulator("train");
        loss.addAccumulator("other");
        try (GradientCollector collector = collector()) {
            NDList predictions = new NDList(weight.mul(2));
            loss.updateAccumulator("train", NOTHING, predictions);
            loss.updateAccumulators(new String[] {"train", "other"}, NOTHING, predictions);
            assertNull(observer.take());
            collector.backward(loss.evaluate(NOTHING, predictions));
        }
        assertEquals(plain(2), loss.getAccumulator("train"), 1e-6f);
        assertEquals(plain(2), inner.getAccumulator("other"), 1e-6f);
        loss.resetAccumulator("train");
        assertTrue(Float.isNaN(inner.getAccumulator("train")));
        assertEquals(plain(2), observer.take());
    }

    /** The sum is what backward differentiates. */
    @Test
    void aLossThatIsNotAScalarCountsWithItsSum() {
        differentiate(observer.wrap(new Squares()), 2);
        assertEquals(3 * plain(2), observer.take(), 1e-5f);
    }

    @Test
    void severalBackwardPassesAreAveraged() {
        Loss loss = observer.wrap(new MeanOfSquares());
        differentiate(loss, 1);
        differentiate(loss, 2);
        differentiate(loss, 3);
        assertEquals((plain(1) + plain(2) + plain(3)) / 3, observer.take(), 1e-6f);
    }

    /** Loops that accumulate gradients often divide each loss by the number of passes. */
    @Test
    void aScaledLossCountsUnscaled() {
        Loss loss = observer.wrap(new MeanOfSquares());
        for (int factor = 1; factor <= 4; factor++) {
            try (GradientCollector collector = collector()) {
                collector.backward(loss(loss, factor).div(4));
            }
        }
        float expected = (plain(1) + plain(2) + plain(3) + plain(4)) / 4;
        assertEquals(expected, observer.take(), 1e-5f);
    }

    @Test
    void twoObservedLossesAreAveraged() {
        Loss first = observer.wrap(new MeanOfSquares());
        Loss second = observer.wrap(new MeanOfSquares());
        differentiate(first, 1);
        differentiate(second, 3);
        assertEquals((plain(1) + plain(3)) / 2, observer.take(), 1e-6f);
    }

    @Test
    void nonFiniteLossesArriveAsTheyAre() {
        Loss loss = observer.wrap(new MeanOfSquares());
        differentiate(loss, Float.NaN);
        assertTrue(Float.isNaN(observer.take()));
        differentiate(loss, Float.POSITIVE_INFINITY);
        assertEquals(Float.POSITIVE_INFINITY, observer.take());
        differentiate(loss, 2);
        assertEquals(plain(2), observer.take(), "nothing of it is left");
    }

    @Test
    void reportedLossesCount() {
        observer.report(4f);
        assertTrue(observer.hasNext());
        assertEquals(4f, observer.take());
        observer.report(weight.mul(weight));
        assertTrue(observer.hasNext());
        assertEquals(3 * plain(1), observer.take(), 1e-6f);
        try (GradientCollector collector = collector()) {
            // part of a graph, as in a hand-written loop
            NDArray loss = loss(new MeanOfSquares(), 2);
            observer.report(loss);
            collector.backward(loss);
        }
        observer.report(1f);
        assertEquals((plain(2) + 1) / 2, observer.take(), 1e-6f);
        assertNull(observer.take());
    }

    @Test
    void onADeviceTheLossIsTheSameWithoutBeingRead() {
        assertNull(observer.takeOn(manager));
        Loss loss = observer.wrap(new MeanOfSquares());
        differentiate(loss, 2);
        observer.report(1f);
        observer.report(weight.sum());
        LossObserver.DeviceLoss taken = observer.takeOn(manager);
        float sum = weight.sum().getFloat();
        assertEquals((plain(2) + 1 + sum) / 3, taken.mean().getFloat(), 1e-6f);
        assertEquals(0, taken.missing().getFloat());
        loss(loss, 3);
        LossObserver.DeviceLoss none = observer.takeOn(manager);
        assertTrue(Float.isNaN(none.mean().getFloat()));
        assertEquals(1, none.missing().getFloat());
        assertNull(observer.takeOn(manager));
    }

    @Test
    void observingTwiceIsRefused() {
        Loss loss = observer.wrap(new MeanOfSquares());
        for (LossObserver any : new LossObserver[] {observer, new LossObserver()}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> any.wrap(loss)).getMessage();
            assertTrue(message.contains("observed already"), message);
        }
    }

    @Test
    void survivesTheScopeOfACaller() {
        Loss loss = observer.wrap(new MeanOfSquares());
        for (int i = 0; i < 2; i++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                differentiate(loss, 2);
            }
            assertEquals(plain(2), observer.take());
        }
    }

    @Test
    void onceClosedTheLossIsPassedThrough() {
        Loss loss = observer.wrap(new MeanOfSquares());
        observer.close();
        NDArray value = manager.create(1f);
        assertSame(value, observer.attach(value));
        differentiate(loss, 2);
        observer.report(value);
        assertNull(observer.take());
    }
}
