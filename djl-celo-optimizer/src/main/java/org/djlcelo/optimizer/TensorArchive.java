package org.djlcelo.optimizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Texts and named vectors in one safetensors file with a checksum over everything.
 *
 * <p>Written and read in pieces, since the state of a large model exceeds what one Java array
 * holds.
 *
 * @param texts the metadata
 * @param tensors vectors by name
 */
record TensorArchive(Map<String, String> texts, Map<String, float[]> tensors) {

    private static final String METADATA = "__metadata__";
    private static final String CHECKSUM = "crc32c";
    private static final String NO_CHECKSUM = "00000000";
    private static final int PIECE = 1 << 16;

    String text(Path file, String key) throws IOException {
        String text = texts.get(key);
        if (text == null) {
            throw new IOException(
                    file + " isn't an optimizer state: its header has no \"" + key + "\"");
        }
        return text;
    }

    float[] tensor(Path file, String name) throws IOException {
        float[] tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException(file + " isn't an optimizer state: it has no \"" + name + "\"");
        }
        return tensor;
    }

    /** Writes beside the file and renames, so that a crash leaves the old file or the new one. */
    void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                CRC32C crc = new CRC32C();
                crc.update(header(NO_CHECKSUM));
                forEachPiece(crc::update);
                byte[] header = header(hex(crc));
                ByteBuffer length = ByteBuffer.allocate(Long.BYTES);
                length.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip();
                writeAll(channel, length);
                writeAll(channel, ByteBuffer.wrap(header));
                forEachPiece(piece -> writeAll(channel, piece));
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private interface PieceConsumer {
        void accept(ByteBuffer piece) throws IOException;
    }

    private void forEachPiece(PieceConsumer consumer) throws IOException {
        ByteBuffer buffer = newPiece();
        for (float[] values : tensors.values()) {
            for (int start = 0; start < values.length; start += PIECE) {
                int n = Math.min(PIECE, values.length - start);
                buffer.asFloatBuffer().put(values, start, n);
                consumer.accept(buffer.position(0).limit(n * Float.BYTES));
                buffer.clear();
            }
        }
    }

    private static ByteBuffer newPiece() {
        return ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] header(String checksum) {
        JsonObject metadata = new JsonObject();
        texts.forEach(metadata::addProperty);
        metadata.addProperty(CHECKSUM, checksum);
        JsonObject header = new JsonObject();
        header.add(METADATA, metadata);
        long begin = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            long end = begin + (long) tensor.getValue().length * Float.BYTES;
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", "F32");
            entry.add("shape", array(tensor.getValue().length));
            entry.add("data_offsets", array(begin, end));
            header.add(tensor.getKey(), entry);
            begin = end;
        }
        StringBuilder text = new StringBuilder(header.toString());
        while (text.toString().getBytes(StandardCharsets.UTF_8).length % Long.BYTES != 0) {
            text.append(' ');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        for (long value : values) {
            array.add(value);
        }
        return array;
    }

    private static String hex(CRC32C crc) {
        return String.format("%08x", crc.getValue());
    }

    /**
     * Reads an archive.
     *
     * @throws IOException if the file is missing, cut short or altered
     */
    static TensorArchive read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            readAll(channel, prefix);
            long length = prefix.flip().getLong();
            long dataLength = channel.size() - Long.BYTES - length;
            if (length < 2 || dataLength < 0 || length > Integer.MAX_VALUE - 8) {
                throw damaged(file);
            }
            ByteBuffer header = ByteBuffer.allocate((int) length);
            readAll(channel, header);
            return parse(file, channel, header.array(), dataLength);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " doesn't exist; there is no optimizer state to load", e);
        } catch (EOFException
                | JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | NumberFormatException
                | IndexOutOfBoundsException e) {
            throw new IOException(damaged(file).getMessage(), e);
        }
    }

    private static TensorArchive parse(
            Path file, FileChannel channel, byte[] headerBytes, long dataLength)
            throws IOException {
        String text = new String(headerBytes, StandardCharsets.UTF_8);
        JsonObject header = JsonParser.parseString(text).getAsJsonObject();
        JsonObject metadata = header.remove(METADATA).getAsJsonObject();
        String checksum = metadata.remove(CHECKSUM).getAsString();
        Map<String, String> texts = new LinkedHashMap<>();
        metadata.asMap().forEach((key, value) -> texts.put(key, value.getAsString()));
        Map<String, Long> ends = new LinkedHashMap<>();
        long position = 0;
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            JsonArray offsets = entry.getValue().getAsJsonObject().getAsJsonArray("data_offsets");
            long end = offsets.get(1).getAsLong();
            if (offsets.get(0).getAsLong() != position || end < position || end % 4 != 0) {
                throw damaged(file);
            }
            position = end;
            ends.put(entry.getKey(), end);
        }
        if (position != dataLength) {
            throw damaged(file);
        }
        Map<String, float[]> tensors = new LinkedHashMap<>();
        long begin = 0;
        for (Map.Entry<String, Long> tensor : ends.entrySet()) {
            long count = (tensor.getValue() - begin) / Float.BYTES;
            if (count > Integer.MAX_VALUE - 8) {
                throw damaged(file);
            }
            tensors.put(tensor.getKey(), readFloats(channel, (int) count));
            begin = tensor.getValue();
        }
        TensorArchive archive = new TensorArchive(texts, tensors);
        CRC32C crc = new CRC32C();
        crc.update(archive.header(NO_CHECKSUM));
        archive.forEachPiece(crc::update);
        if (!hex(crc).equals(checksum)) {
            throw damaged(file);
        }
        return archive;
    }

    private static float[] readFloats(FileChannel channel, int count) throws IOException {
        float[] values = new float[count];
        ByteBuffer buffer = newPiece();
        for (int start = 0; start < count; start += PIECE) {
            int n = Math.min(PIECE, count - start);
            readAll(channel, buffer.clear().limit(n * Float.BYTES));
            buffer.flip();
            buffer.asFloatBuffer().get(values, start, n);
        }
        return values;
    }

    private static void readAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
    }

    private static IOException damaged(Path file) {
        return new IOException(
                file
                        + " isn't an optimizer state, or was cut short or altered; use another"
                        + " checkpoint");
    }
}
