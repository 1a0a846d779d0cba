package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaperSetupTest {

    @ParameterizedTest
    @EnumSource
    void iteratesTheSameOnAnyNumberOfThreads(Stage stage) throws InterruptedException {
        double loss = losses(stage, 1);
        assertEquals(loss, losses(stage, 2));
        assertTrue(loss > 0 && loss <= 1.5 * Math.log(10), "normalised loss " + loss);
    }

    private static double losses(Stage stage, int threads) throws InterruptedException {
        MetaParameters theta = Initializer.random(Architecture.CELO, Key.of(1).random());
        try (PaperSetup setup = new PaperSetup(stage, theta, threads)) {
            setup.iterate();
            return setup.iterate();
        }
    }
}
