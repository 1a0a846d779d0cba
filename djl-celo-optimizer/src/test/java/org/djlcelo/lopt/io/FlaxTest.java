package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessageBufferPacker;

/** The reference implementation's files: the real ones, and made-up ones that are wrong. */
class FlaxTest {

    private static final Weights WEIGHTS = RandomWeights.of(Architecture.CELO, 21);

    @TempDir Path folder;

    @Test
    void officialCeloEqualsItsNpzBitForBit() throws IOException {
        Path npz = SharedFolder.require("reference/celo-official/theta.npz");
        Weights weights =
                WeightsFile.read(SharedFolder.require("reference/celo-official/theta.state"));
        assertEquals("celo", weights.theta().architecture().name());
        assertEquals(
                "flax msgpack file, sha256"
                        + " 35683c6123069c101d62ec1f8b2e6d70d50a43e67ebe09953b27620a7dcb836b",
                weights.provenance().get(Provenance.SOURCE).orElseThrow());
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = Files.newInputStream(npz)) {
            NDList list = NDList.decode(manager, in);
            assertEquals(Architecture.CELO.tensors().size(), list.size());
            for (TensorSpec spec : Architecture.CELO.tensors()) {
                assertArrayEquals(
                        list.get(spec.name()).toFloatArray(),
                        weights.theta().get(spec.name()),
                        spec.name());
            }
        }
    }

    @Test
    void officialCeloAdamIsRecognised() throws IOException {
        Weights weights =
                WeightsFile.read(SharedFolder.require("reference/celo-adam-official/theta.state"));
        assertEquals("celo-adam", weights.theta().architecture().name());
        // The first value of the file, at byte 0x2b: 57 69 de bd.
        assertEquals(
                Float.intBitsToFloat(0xbdde6957), weights.theta().get("lstm_init_state/hidden")[0]);
    }

    @Test
    void importedWeightsSurviveAsSafetensors() throws IOException {
        Weights imported = read(FlaxFile.of(WEIGHTS.theta()).bytes());
        Path file = folder.resolve("imported.safetensors");
        WeightsFile.write(imported, file);
        assertEquals(WEIGHTS.theta(), imported.theta());
        assertEquals(imported, WeightsFile.read(file));
    }

    @Test
    void wrongTensors() throws IOException {
        refuses("lacks tensor ff_mod_stack/~/b0", file().without("ff_mod_stack/~/b0"));
        refuses("unknown to celo", file().with("ff_mod_stack/~/b3", List.of(1), new float[1]));
        refuses(
                "has shape [2, 2] where [4]",
                file().with("ff_mod_stack/~/b0", List.of(2, 2), new float[4]));
        refuses(
                "12 bytes where its shape needs 16",
                file().with("ff_mod_stack/~/b0", List.of(4), new float[3]));
        refuses(
                "ff_mod_stack/~/b0 holds NaN at position 2",
                file().with("ff_mod_stack/~/b0", List.of(4), 0, 0, Float.NaN, 0));
        refuses("is of type float16", file().dtype("float16"));
        refuses("has 9 axes", file().with("x", List.of(1, 1, 1, 1, 1, 1, 1, 1, 1), 0));
    }

    @Test
    void wrongStructure() throws IOException {
        byte[] good = file().bytes();
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        refuses("more data follows", longer);
        refuses(
                "given twice",
                packed(
                        p -> {
                            p.packMapHeader(2);
                            for (int i = 0; i < 2; i++) {
                                FlaxFile.tensor(p.packString("x"), "float32", List.of(1), 0);
                            }
                        }));
        refuses(
                "neither a map nor an array",
                packed(p -> p.packMapHeader(1).packString("x").packInt(3)));
        refuses("cut short or malformed", packed(p -> p.packMapHeader(1).packInt(3)));
        refuses("cut short or malformed", packed(p -> p.packMapHeader(Integer.MAX_VALUE)));
        refuses(
                "cut short or malformed",
                packed(p -> p.packMapHeader(1).packRawStringHeader(Integer.MAX_VALUE)));
        refuses(
                "nested too deep",
                packed(
                        p -> {
                            for (int i = 0; i < 100_000; i++) {
                                p.packMapHeader(1).packString("x");
                            }
                        }));
        refuses("no complete array", extension((byte) 1, Integer.MAX_VALUE));
        refuses("no complete array", extension((byte) 2, 0));
        refuses("not of three parts", array(p -> p.packArrayHeader(2)));
        refuses(
                "differ in length",
                array(
                        p -> {
                            p.packArrayHeader(3).packArrayHeader(0).packString("float32");
                            p.packBinaryHeader(Integer.MAX_VALUE).writePayload(new byte[16]);
                        }));
        refuses("cut short or malformed", array(p -> p.packArrayHeader(3).packArrayHeader(1)));
    }

    private static FlaxFile file() {
        return FlaxFile.of(WEIGHTS.theta());
    }

    private static byte[] extension(byte type, int length) throws IOException {
        return packed(
                p -> p.packMapHeader(1).packString("x").packExtensionTypeHeader(type, length));
    }

    private static byte[] array(FlaxFile.Content content) throws IOException {
        byte[] inner = packed(content);
        return packed(
                p -> {
                    p.packMapHeader(1).packString("x");
                    p.packExtensionTypeHeader((byte) 1, inner.length).writePayload(inner);
                });
    }

    private static byte[] packed(FlaxFile.Content content) throws IOException {
        try (MessageBufferPacker packer = FlaxFile.packer()) {
            content.pack(packer);
            return packer.toByteArray();
        }
    }

    private static Weights read(byte[] file) throws IOException {
        return WeightsFile.read(new ByteArrayInputStream(file), "bad.state");
    }

    private static void refuses(String message, FlaxFile file) throws IOException {
        refuses(message, file.bytes());
    }

    private static void refuses(String message, byte[] file) {
        WeightsException e = assertThrows(WeightsException.class, () -> read(file));
        assertTrue(e.getMessage().startsWith("bad.state: "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
