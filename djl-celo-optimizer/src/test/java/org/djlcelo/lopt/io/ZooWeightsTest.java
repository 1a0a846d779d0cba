package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** This module's tests run without the zoo; how it is found is tested in the zoo's module. */
class ZooWeightsTest {

    @Test
    void withoutTheZooTheDependencyIsNamed() {
        WeightsException e = assertThrows(WeightsException.class, () -> ZooWeights.load("celo"));
        assertTrue(
                e.getMessage()
                        .matches(".*add the dependency org\\.djlcelo:djl-celo-model-zoo:\\d.*"),
                e.getMessage());
    }
}
