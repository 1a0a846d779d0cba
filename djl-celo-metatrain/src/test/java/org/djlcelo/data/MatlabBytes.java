package org.djlcelo.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Writes MATLAB files of version 5, as the format's description has them. */
final class MatlabBytes {

    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    MatlabBytes(ByteOrder order) {
        this.order = order;
        ByteBuffer header = ByteBuffer.allocate(128).order(order);
        header.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        header.putShort(124, (short) 0x0100).putShort(126, (short) 0x4d49);
        out.writeBytes(header.array());
    }

    /** Class 9 is bytes, stored as type 2; class 6 is doubles, stored as type 9. */
    MatlabBytes bytes(String name, byte[] content, int... shape) {
        out.writeBytes(matrix(9, name, element(2, content), shape));
        return this;
    }

    MatlabBytes compressedBytes(String name, byte[] content, int... shape) {
        Deflater deflater = new Deflater();
        deflater.setInput(matrix(9, name, element(2, content), shape));
        deflater.finish();
        byte[] buffer = new byte[content.length + 1000];
        int length = deflater.deflate(buffer);
        deflater.end();
        ByteBuffer tag = ByteBuffer.allocate(8 + length).order(order).putInt(15).putInt(length);
        out.writeBytes(tag.put(buffer, 0, length).array());
        return this;
    }

    MatlabBytes doubles(String name, double[] content, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * content.length).order(order);
        for (double value : content) {
            bytes.putDouble(value);
        }
        out.writeBytes(matrix(6, name, element(9, bytes.array()), shape));
        return this;
    }

    /** Something that a reader has to pass over: a text, class 4. */
    MatlabBytes text(String name) {
        out.writeBytes(matrix(4, name, element(4, new byte[] {0, 65}), 1, 1));
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private byte[] matrix(int kind, String name, byte[] content, int... shape) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(element(6, ints(kind, 0)));
        parts.writeBytes(element(5, ints(shape)));
        parts.writeBytes(element(1, name.getBytes(StandardCharsets.US_ASCII)));
        parts.writeBytes(content);
        return element(14, parts.toByteArray());
    }

    private byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** Contents of up to four bytes share the tag, as MATLAB writes names and small numbers. */
    private byte[] element(int type, byte[] content) {
        if (content.length <= 4) {
            ByteBuffer small = ByteBuffer.allocate(8).order(order);
            return small.putInt(content.length << 16 | type).put(content).array();
        }
        int padded = (content.length + 7) / 8 * 8;
        ByteBuffer whole = ByteBuffer.allocate(8 + padded).order(order);
        return whole.putInt(type).putInt(content.length).put(content).array();
    }
}
