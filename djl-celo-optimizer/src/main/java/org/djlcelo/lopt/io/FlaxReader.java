package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads the reference implementation's weight files, msgpack as written by flax.
 *
 * <p>Maps within maps with arrays at the leaves; the keys on the way, joined with {@code /}, are a
 * tensor's name. An array is extension type 1 around a list of its shape, the name of its element
 * type and its bytes.
 */
final class FlaxReader {

    private static final byte NDARRAY = 1;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_RANK = 8;
    private static final int MAX_STRING = 256;

    private static final MessagePack.UnpackerConfig CONFIG =
            new MessagePack.UnpackerConfig()
                    .withAllowReadingBinaryAsString(false)
                    .withAllowReadingStringAsBinary(false)
                    .withActionOnMalformedString(CodingErrorAction.REPORT)
                    .withStringSizeLimit(MAX_STRING);

    private final String what;
    private final int size;
    private final MessageUnpacker unpacker;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private FlaxReader(String what, int size, MessageUnpacker unpacker) {
        this.what = what;
        this.size = size;
        this.unpacker = unpacker;
    }

    /** Tells the format by the map that a file starts with. */
    static boolean recognises(byte[] file) {
        if (file.length == 0) {
            return false;
        }
        int first = Byte.toUnsignedInt(file[0]);
        return (first & 0xf0) == 0x80 || first == 0xde || first == 0xdf;
    }

    static Weights read(byte[] file, String what) throws IOException {
        try (MessageUnpacker unpacker = CONFIG.newUnpacker(file)) {
            FlaxReader reader = new FlaxReader(what, file.length, unpacker);
            reader.map("", 0);
            if (unpacker.hasNext()) {
                throw reader.malformed("more data follows its end");
            }
            Architecture architecture = ThetaAssembler.recognise(what, reader.tensors);
            MetaParameters theta = ThetaAssembler.assemble(what, architecture, reader.tensors);
            return new Weights(
                    theta,
                    Provenance.UNKNOWN.with(
                            Provenance.SOURCE, "flax msgpack file, sha256 " + sha256(file)));
        }
    }

    private void map(String prefix, int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw malformed("its maps are nested too deep");
        }
        try {
            int entries = unpacker.unpackMapHeader();
            for (int i = 0; i < entries; i++) {
                entry(prefix, depth);
            }
        } catch (MessagePackException e) {
            throw new WeightsException(
                    what,
                    "it is cut short or malformed near byte " + unpacker.getTotalReadBytes(),
                    e);
        }
    }

    private void entry(String prefix, int depth) throws IOException {
        String name = prefix + unpacker.unpackString();
        switch (unpacker.getNextFormat().getValueType()) {
            case MAP -> map(name + "/", depth + 1);
            case EXTENSION -> {
                if (tensors.put(name, tensor(name)) != null) {
                    throw malformed("tensor " + ThetaAssembler.shown(name) + " is given twice");
                }
            }
            default ->
                    throw malformed(
                            "entry "
                                    + ThetaAssembler.shown(name)
                                    + " is neither a map nor an array");
        }
    }

    private StoredTensor tensor(String name) throws IOException {
        ExtensionTypeHeader extension = unpacker.unpackExtensionTypeHeader();
        long end = unpacker.getTotalReadBytes() + extension.getLength();
        if (extension.getType() != NDARRAY || end > size) {
            throw malformed("entry " + ThetaAssembler.shown(name) + " is no complete array");
        }
        if (unpacker.unpackArrayHeader() != 3) {
            throw malformed("array " + ThetaAssembler.shown(name) + " is not of three parts");
        }
        List<Long> shape = shape(name);
        String dtype = unpacker.unpackString();
        if (!dtype.equals("float32")) {
            throw malformed(
                    "tensor "
                            + ThetaAssembler.shown(name)
                            + " is of type "
                            + ThetaAssembler.shown(dtype)
                            + "; convert it to float32");
        }
        int length = unpacker.unpackBinaryHeader();
        // Compared before anything of that length is allocated.
        if (unpacker.getTotalReadBytes() + length != end) {
            throw malformed(
                    "array " + ThetaAssembler.shown(name) + " and its values differ in length");
        }
        return new StoredTensor(shape, ByteBuffer.wrap(unpacker.readPayload(length)));
    }

    private List<Long> shape(String name) throws IOException {
        int rank = unpacker.unpackArrayHeader();
        if (rank > MAX_RANK) {
            throw malformed("array " + ThetaAssembler.shown(name) + " has " + rank + " axes");
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(unpacker.unpackLong());
        }
        return shape;
    }

    private WeightsException malformed(String problem) {
        return new WeightsException(what, problem);
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
