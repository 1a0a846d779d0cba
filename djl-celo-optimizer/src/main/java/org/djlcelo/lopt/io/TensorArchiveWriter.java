package org.djlcelo.lopt.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes a {@link TensorArchive}. */
final class TensorArchiveWriter {

    private final TensorArchive archive;

    TensorArchiveWriter(TensorArchive archive) {
        this.archive = archive;
    }

    void writeTo(FileChannel channel) throws IOException {
        Map<String, String> metadata = metadata();
        String text = header(metadata);
        int padding = Math.floorMod(-text.getBytes(StandardCharsets.UTF_8).length, Long.BYTES);
        text += " ".repeat(padding);
        byte[] draft = text.getBytes(StandardCharsets.UTF_8);
        if (draft.length > TensorArchiveFormat.MAX_HEADER) {
            throw new IOException("its header would be too long; there are too many parts");
        }
        byte[] checksum =
                TensorArchiveFormat.headerChecksum(draft).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, draft, TensorArchiveFormat.OPENING.length(), checksum.length);
        AtomicFile.writeAll(channel, TensorArchiveFormat.prefix(draft.length));
        AtomicFile.writeAll(channel, ByteBuffer.wrap(draft));
        for (float[] vector : archive.vectors().values()) {
            forEachPiece(vector, bytes -> AtomicFile.writeAll(channel, bytes));
        }
    }

    private interface ByteConsumer {
        void accept(ByteBuffer bytes) throws IOException;
    }

    private static void forEachPiece(float[] vector, ByteConsumer consumer) throws IOException {
        TensorArchiveFormat.forEachPiece(
                vector.length,
                (bytes, start, n) -> {
                    bytes.asFloatBuffer().put(vector, start, n);
                    consumer.accept(bytes);
                });
    }

    private Map<String, String> metadata() throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(TensorArchiveFormat.CHECKSUM, TensorArchiveFormat.NO_CHECKSUM);
        metadata.putAll(archive.texts());
        for (Map.Entry<String, float[]> vector : archive.vectors().entrySet()) {
            CRC32C crc = new CRC32C();
            forEachPiece(vector.getValue(), crc::update);
            metadata.put(
                    TensorArchiveFormat.CHECKSUM_OF + vector.getKey(),
                    TensorArchiveFormat.hex(crc));
        }
        return metadata;
    }

    private String header(Map<String, String> metadata) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name(SafetensorsHeader.METADATA).beginObject();
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.name(entry.getKey()).value(entry.getValue());
            }
            json.endObject();
            long begin = 0;
            for (Map.Entry<String, float[]> vector : archive.vectors().entrySet()) {
                long end = begin + (long) vector.getValue().length * Float.BYTES;
                json.name(vector.getKey()).beginObject();
                json.name("dtype").value(SafetensorsHeader.F32);
                json.name("shape").beginArray().value(vector.getValue().length).endArray();
                json.name("data_offsets").beginArray().value(begin).value(end).endArray();
                json.endObject();
                begin = end;
            }
            json.endObject();
        }
        return text.toString();
    }
}
