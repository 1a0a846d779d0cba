package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads a {@link TensorArchive}. */
final class TensorArchiveReader {

    private final Path file;

    TensorArchiveReader(Path file) {
        this.file = file;
    }

    TensorArchive read() throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": this is a folder; name a file in it");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            byte[] header = header(channel, size);
            SafetensorsJson json = parse(header);
            checkPlaces(json, size - SafetensorsHeader.PREFIX - header.length);
            Map<String, String> texts = new LinkedHashMap<>(json.metadata());
            texts.remove(TensorArchiveFormat.CHECKSUM);
            Map<String, float[]> vectors = new LinkedHashMap<>();
            for (Map.Entry<String, SafetensorsHeader.Entry> vector : json.tensors().entrySet()) {
                String name = vector.getKey();
                String checksum = texts.remove(TensorArchiveFormat.CHECKSUM_OF + name);
                vectors.put(name, vector(channel, name, length(vector.getValue()), checksum));
            }
            return new TensorArchive(texts, vectors);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": this file does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException(file + ": this file can't be read, " + e.getReason(), e);
        }
    }

    private IOException damaged(String problem) {
        return new IOException(file + ": " + problem + "; use another copy");
    }

    private byte[] header(FileChannel channel, long size) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(SafetensorsHeader.PREFIX);
        if (size < prefix.capacity()) {
            throw damaged("it is cut short, " + size + " bytes are left");
        }
        readAll(channel, prefix);
        long length = prefix.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (length < 0 || length > TensorArchiveFormat.MAX_HEADER) {
            throw damaged("it isn't an optimizer state, or its header was altered");
        }
        if (length > size - prefix.capacity()) {
            throw damaged("it is cut short within its header, or the header was altered");
        }
        byte[] header = new byte[(int) length];
        readAll(channel, ByteBuffer.wrap(header));
        byte[] opening = TensorArchiveFormat.OPENING.getBytes(StandardCharsets.US_ASCII);
        int end = opening.length + TensorArchiveFormat.DIGITS;
        if (header.length < end
                || !Arrays.equals(header, 0, opening.length, opening, 0, opening.length)) {
            throw damaged("it isn't an optimizer state, or its header was altered");
        }
        byte[] draft = header.clone();
        Arrays.fill(draft, opening.length, end, (byte) '0');
        String found =
                new String(
                        header,
                        opening.length,
                        TensorArchiveFormat.DIGITS,
                        StandardCharsets.ISO_8859_1);
        if (!TensorArchiveFormat.headerChecksum(draft).equals(found)) {
            throw damaged("its header was altered");
        }
        return header;
    }

    private SafetensorsJson parse(byte[] header) throws IOException {
        SafetensorsJson json = new SafetensorsJson();
        try {
            json.parse(new String(header, StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new IOException(damaged("its header is malformed").getMessage(), e);
        }
        return json;
    }

    /** The vectors must fill the data one after the other. */
    private void checkPlaces(SafetensorsJson json, long dataLength) throws IOException {
        long position = 0;
        for (Map.Entry<String, SafetensorsHeader.Entry> vector : json.tensors().entrySet()) {
            SafetensorsHeader.Entry entry = vector.getValue();
            long bytes = entry.end() - position;
            if (entry.begin() != position
                    || bytes < 0
                    || bytes / Float.BYTES > Integer.MAX_VALUE - 8
                    || !entry.dtype().equals(SafetensorsHeader.F32)
                    || !entry.shape().equals(List.of(bytes / Float.BYTES))
                    || bytes % Float.BYTES != 0) {
                throw damaged("its part \"" + vector.getKey() + "\" is out of place");
            }
            position = entry.end();
            if (position > dataLength) {
                throw damaged("it is cut short within its part \"" + vector.getKey() + "\"");
            }
        }
        if (position != dataLength) {
            throw damaged((dataLength - position) + " bytes follow its last part");
        }
    }

    private static int length(SafetensorsHeader.Entry entry) {
        return (int) ((entry.end() - entry.begin()) / Float.BYTES);
    }

    private float[] vector(FileChannel channel, String name, int length, String checksum)
            throws IOException {
        float[] values = new float[length];
        CRC32C crc = new CRC32C();
        TensorArchiveFormat.forEachPiece(
                length,
                (bytes, start, n) -> {
                    readAll(channel, bytes);
                    crc.update(bytes.flip());
                    bytes.flip();
                    bytes.asFloatBuffer().get(values, start, n);
                });
        if (!TensorArchiveFormat.hex(crc).equals(checksum)) {
            throw damaged("its part \"" + name + "\" was altered");
        }
        return values;
    }

    private void readAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged("it was cut short while it was read");
            }
        }
    }
}
