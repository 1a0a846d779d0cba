package org.djlcelo.eval.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.djlcelo.eval.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {

    @TempDir private Path folder;

    @Test
    void namesShapesAndWholeNumbersSurvive() throws Exception {
        Path path = folder.resolve("a.npz");
        try (NDManager manager = NDManager.newBaseManager();
                OutputStream out = Files.newOutputStream(path)) {
            NDArray series = manager.arange(12f).reshape(2, 2, 3);
            series.setName("5x6/phase1/m");
            NDArray steps = manager.create(2000);
            steps.setName("num_steps");
            new NDList(series, steps).encode(out, NDList.Encoding.NPZ);
        }
        GoldenFile file = GoldenFile.read(path);
        GoldenArray series = file.get("5x6/phase1/m");
        assertArrayEquals(new long[] {2, 2, 3}, series.shape());
        assertArrayEquals(new float[] {6, 7, 8, 9, 10, 11}, series.at(1));
        assertArrayEquals(new float[] {7, 10}, GoldenArray.channel(series.at(1), 3, 1));
        assertEquals(2000, file.get("num_steps").scalar());
        assertEquals(Set.of("5x6"), file.groups());
        UserException missing = assertThrows(UserException.class, () -> file.get("loss"));
        assertTrue(missing.getMessage().contains("\"loss\""));
    }

    @Test
    void damagedFileIsNamed() throws Exception {
        Path path = Files.writeString(folder.resolve("b.npz"), "this is no archive");
        UserException e = assertThrows(UserException.class, () -> GoldenFile.read(path));
        assertTrue(e.getMessage().contains("b.npz"));
    }
}
