package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: its length as an unsigned 64-bit little-endian number, then
 * JSON with each tensor's type, shape and place in the data that follows.
 *
 * @param metadata the free texts under {@code __metadata__}; empty if absent
 * @param tensors the tensors by name
 * @param dataStart where the data starts in the file, in bytes
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors, int dataStart) {

    /** The key of the free texts. */
    static final String METADATA = "__metadata__";

    /** The free text that names the architecture. */
    static final String ARCHITECTURE = "architecture";

    /** The free text that holds the identifier of the values, which also serves as checksum. */
    static final String ID = "id";

    /** The only element type used. */
    static final String F32 = "F32";

    /** Bytes of the number before the JSON text. */
    static final int PREFIX = Long.BYTES;

    /** Largest header read, in bytes; that of Celo has four thousand. */
    static final int MAX_BYTES = 1 << 20;

    /**
     * One tensor.
     *
     * @param dtype the element type
     * @param shape the axes
     * @param begin first byte, relative to the data
     * @param end byte after the last one
     */
    record Entry(String dtype, List<Long> shape, long begin, long end) {}

    /** Tells a safetensors file by the brace that opens its header. */
    static boolean recognises(byte[] file) {
        return file.length > PREFIX && file[PREFIX] == '{';
    }

    static SafetensorsHeader parse(byte[] file, String what) throws WeightsException {
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long available = file.length - PREFIX;
        if (length < 0 || length > available) {
            throw new WeightsException(
                    what,
                    "its header claims "
                            + Long.toUnsignedString(length)
                            + " bytes of the "
                            + available
                            + " there are; the file is cut short or altered");
        }
        if (length > MAX_BYTES) {
            throw new WeightsException(
                    what, "its header of " + length + " bytes is larger than any weight file's");
        }
        SafetensorsJson json = new SafetensorsJson();
        try {
            json.parse(decode(file, (int) length));
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new WeightsException(
                    what, "its header is malformed (" + firstLine(e.getMessage()) + ")", e);
        }
        int dataStart = PREFIX + (int) length;
        checkPlaces(what, json.tensors(), file.length - dataStart);
        return new SafetensorsHeader(json.metadata(), json.tensors(), dataStart);
    }

    /** The tensors must fill the data one after the other: no gap, no overlap, nothing behind. */
    private static void checkPlaces(String what, Map<String, Entry> tensors, int dataLength)
            throws WeightsException {
        List<Map.Entry<String, Entry>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingLong(e -> e.getValue().begin()));
        long position = 0;
        for (Map.Entry<String, Entry> tensor : ordered) {
            Entry place = tensor.getValue();
            if (place.begin() != position || place.end() < position || place.end() > dataLength) {
                throw new WeightsException(
                        what,
                        "tensor "
                                + ThetaAssembler.shown(tensor.getKey())
                                + " claims bytes "
                                + place.begin()
                                + " to "
                                + place.end()
                                + " of "
                                + dataLength
                                + " where byte "
                                + position
                                + " comes next; the file is cut short or altered");
            }
            position = place.end();
        }
        if (position != dataLength) {
            throw new WeightsException(
                    what, (dataLength - position) + " bytes follow its last tensor");
        }
    }

    private static String decode(byte[] file, int length) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file, PREFIX, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8 text", e);
        }
    }

    private static String firstLine(String message) {
        return message == null
                ? "no details"
                : ThetaAssembler.shown(message.lines().findFirst().orElse(""));
    }
}
