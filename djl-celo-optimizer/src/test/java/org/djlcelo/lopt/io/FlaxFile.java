package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Builds flax msgpack files, good and bad, with nested maps like the reference's. */
final class FlaxFile {

    /** Packs something. */
    interface Content {
        void pack(MessagePacker packer) throws IOException;
    }

    private final Map<String, Content> tensors = new TreeMap<>();
    private String dtype = "float32";

    static FlaxFile of(MetaParameters theta) {
        FlaxFile file = new FlaxFile();
        for (TensorSpec spec : theta.architecture().tensors()) {
            file.with(spec.name(), spec.shape(), theta.get(spec.name()));
        }
        return file;
    }

    FlaxFile with(String name, List<Integer> shape, float... values) {
        tensors.put(name, p -> tensor(p, dtype, shape, values));
        return this;
    }

    FlaxFile without(String name) {
        tensors.remove(name);
        return this;
    }

    FlaxFile dtype(String name) {
        dtype = name;
        return this;
    }

    byte[] bytes() throws IOException {
        try (MessageBufferPacker packer = packer()) {
            map(packer, tensors);
            return packer.toByteArray();
        }
    }

    static MessageBufferPacker packer() {
        return MessagePack.newDefaultBufferPacker();
    }

    private static void map(MessagePacker packer, Map<String, Content> entries) throws IOException {
        Map<String, Map<String, Content>> folders = new TreeMap<>();
        Map<String, Content> leaves = new TreeMap<>();
        for (Map.Entry<String, Content> entry : entries.entrySet()) {
            int slash = entry.getKey().indexOf('/');
            if (slash < 0) {
                leaves.put(entry.getKey(), entry.getValue());
            } else {
                folders.computeIfAbsent(entry.getKey().substring(0, slash), k -> new TreeMap<>())
                        .put(entry.getKey().substring(slash + 1), entry.getValue());
            }
        }
        packer.packMapHeader(folders.size() + leaves.size());
        for (Map.Entry<String, Map<String, Content>> folder : folders.entrySet()) {
            packer.packString(folder.getKey());
            map(packer, folder.getValue());
        }
        for (Map.Entry<String, Content> leaf : leaves.entrySet()) {
            packer.packString(leaf.getKey());
            leaf.getValue().pack(packer);
        }
    }

    static void tensor(MessagePacker packer, String dtype, List<Integer> shape, float... values)
            throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        try (MessageBufferPacker inner = packer()) {
            inner.packArrayHeader(3).packArrayHeader(shape.size());
            for (int length : shape) {
                inner.packInt(length);
            }
            inner.packString(dtype).packBinaryHeader(data.capacity());
            inner.writePayload(data.array());
            byte[] array = inner.toByteArray();
            packer.packExtensionTypeHeader((byte) 1, array.length);
            packer.writePayload(array);
        }
    }
}
