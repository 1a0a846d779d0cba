package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights written and read again, by us and by DJL's decoder as an independent reader. */
class SafetensorsTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        for (Architecture architecture : Architecture.known()) {
            Weights weights = RandomWeights.of(architecture, 7);
            Path file = folder.resolve(architecture + ".safetensors");
            WeightsFile.write(weights, file);
            assertEquals(weights, WeightsFile.read(file));
        }
    }

    @Test
    void equalWeightsGiveEqualBytesAndLeaveNothingElseBehind() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        WeightsFile.write(RandomWeights.of(Architecture.CELO, 1), first);
        WeightsFile.write(RandomWeights.of(Architecture.CELO, 2), second);
        WeightsFile.write(RandomWeights.of(Architecture.CELO, 1), second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(first, second), files.sorted().toList());
        }
    }

    @Test
    void dataStartsAtAMultipleOfEight() throws IOException {
        for (int length = 0; length < 8; length++) {
            Weights plain = RandomWeights.of(Architecture.CELO, 3);
            Weights weights =
                    new Weights(
                            plain.theta(),
                            plain.provenance().with(Provenance.SOURCE, "x".repeat(length)));
            byte[] file = SafetensorsWriter.encode(weights, "test");
            long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertEquals(0, header % 8);
            assertEquals(file.length, 8 + header + Architecture.CELO.size() * 4L);
        }
    }

    @Test
    void djlReadsWhatWeWrite() throws IOException {
        Weights weights = RandomWeights.of(Architecture.CELO, 11);
        byte[] file = SafetensorsWriter.encode(weights, "test");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList list = NDList.decode(manager, file);
            assertEquals(Architecture.CELO.tensors().size(), list.size());
            for (TensorSpec spec : Architecture.CELO.tensors()) {
                NDArray array = list.get(spec.name());
                long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
                assertEquals(new Shape(shape), array.getShape());
                assertArrayEquals(weights.theta().get(spec.name()), array.toFloatArray());
            }
        }
    }

    @Test
    void weReadWhatDjlWrites() throws IOException {
        MetaParameters theta = RandomWeights.of(Architecture.CELO_ADAM, 12).theta();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList list = new NDList();
            for (TensorSpec spec : theta.architecture().tensors()) {
                long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
                NDArray array = manager.create(theta.get(spec.name()), new Shape(shape));
                array.setName(spec.name());
                // Back to front: only names may count.
                list.add(0, array);
            }
            byte[] file = list.encode(NDList.Encoding.SAFETENSORS);
            Weights read = WeightsFile.read(new ByteArrayInputStream(file), "from DJL");
            assertEquals(theta, read.theta());
            assertEquals(Provenance.UNKNOWN, read.provenance());
        }
    }

    @Test
    void aLeadingAxisOfLengthOneIsAccepted() throws IOException {
        Weights weights = RandomWeights.of(Architecture.CELO, 13);
        String header = HeaderText.of(weights).replace("\"shape\":[", "\"shape\":[1,");
        byte[] file = HeaderText.file(header, weights.theta().toVector());
        assertEquals(weights, WeightsFile.read(new ByteArrayInputStream(file), "test"));
    }

    @Test
    void valuesThatAreNotFiniteAreNeverWritten() {
        float[] vector = new float[Architecture.CELO_ADAM.size()];
        vector[vector.length - 1] = Float.NaN;
        Weights weights =
                new Weights(new MetaParameters(Architecture.CELO_ADAM, vector), Provenance.UNKNOWN);
        Path file = folder.resolve("nan.safetensors");
        WeightsException e =
                assertThrows(WeightsException.class, () -> WeightsFile.write(weights, file));
        assertTrue(e.getMessage().contains("lstm_init_state/cell"), e.getMessage());
        assertTrue(Files.notExists(file));
    }

    @Test
    void pathsThatCantBeFilesAreNamed() {
        Weights weights = RandomWeights.of(Architecture.CELO, 14);
        Path nowhere = folder.resolve("missing").resolve("celo.safetensors");
        for (Path path : List.of(folder, nowhere)) {
            WeightsException write =
                    assertThrows(WeightsException.class, () -> WeightsFile.write(weights, path));
            assertTrue(write.getMessage().startsWith(path.toString()), write.getMessage());
            WeightsException read =
                    assertThrows(WeightsException.class, () -> WeightsFile.read(path));
            assertTrue(read.getMessage().startsWith(path.toString()), read.getMessage());
        }
    }

    @Test
    void provenanceRefusesWhatAFileCantHold() {
        for (String name : List.of("architecture", "id", " ")) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Provenance(Map.of(name, "value")));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Provenance.UNKNOWN.with("note", "half a pair: \ud800"));
    }

    @Test
    void otherFilesAreNamedAsSuch() {
        for (String content : List.of("", "PK\3\4 a zip archive", "{\"json\": true}")) {
            byte[] file = content.getBytes(StandardCharsets.UTF_8);
            WeightsException e =
                    assertThrows(
                            WeightsException.class,
                            () -> WeightsFile.read(new ByteArrayInputStream(file), "some file"));
            assertEquals(
                    "some file: it is neither a safetensors nor a flax msgpack file",
                    e.getMessage());
        }
    }
}
