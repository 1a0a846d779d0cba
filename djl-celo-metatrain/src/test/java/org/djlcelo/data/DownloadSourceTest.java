package org.djlcelo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests run offline, so what can be checked is what a user without a network reads. */
class DownloadSourceTest {

    @Test
    void withoutNetworkTheRemedyIsNamed(@TempDir Path emptyCache) {
        System.setProperty("DJL_CACHE_DIR", emptyCache.toString());
        try {
            for (String name : ImageSets.download().names()) {
                DataException e =
                        assertThrows(
                                DataException.class,
                                () -> ImageSets.download().load(name, Split.TRAIN));
                assertTrue(e.getMessage().startsWith("Cannot download " + name), e.getMessage());
                assertTrue(e.getMessage().contains("data directory"), e.getMessage());
                assertEquals(1, e.getMessage().lines().count());
            }
        } catch (DataException e) {
            throw new AssertionError("the names are known without a network", e);
        } finally {
            System.clearProperty("DJL_CACHE_DIR");
        }
    }

    @Test
    void otherSetsAreRefusedWithTheAlternatives() {
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> ImageSets.download().load("letters", Split.TRAIN));
        assertTrue(
                e.getMessage().contains("[cifar10, fashion-mnist, fashion_mnist, mnist]"),
                e.getMessage());
    }
}
