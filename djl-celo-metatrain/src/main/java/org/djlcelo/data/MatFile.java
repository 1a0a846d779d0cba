package org.djlcelo.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The numeric arrays of a MATLAB file of version 5, compressed or not; whatever else it holds is
 * passed over.
 *
 * <p>A file is a header of 128 bytes and a row of elements, each a type, a length and its content
 * padded to 8 bytes; short contents share the 8 bytes of their tag. Source: MathWorks, "MAT-File
 * Format", chapter 1.
 */
final class MatFile {

    private static final int HEADER = 128;
    private static final int ENDIAN_MARK = 126;
    private static final int TAG = 8;
    private static final int INT8 = 1;
    private static final int UINT8 = 2;
    private static final int DOUBLE = 9;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int FIRST_NUMERIC_CLASS = 6;
    private static final int LAST_NUMERIC_CLASS = 15;

    private final Map<String, Array> arrays = new HashMap<>();

    /**
     * An array in MATLAB's order: the first axis is the fastest.
     *
     * @param shape its sizes
     * @param type how numbers are stored, one of the format's type codes
     * @param content the stored numbers
     */
    record Array(int[] shape, int type, ByteBuffer content) {

        /**
         * Returns a number as an integer; types other than bytes and doubles are refused before.
         */
        int at(int index) {
            return type == DOUBLE ? (int) content.getDouble(8 * index) : content.get(index) & 0xff;
        }

        private boolean isReadable() {
            long size = 1;
            for (int length : shape) {
                size *= length;
            }
            long width = type == DOUBLE ? 8 : 1;
            boolean known = type == DOUBLE || type == UINT8 || type == INT8;
            return known && size * width == content.remaining();
        }
    }

    private MatFile() {}

    static MatFile read(DataFile file) throws DataException {
        byte[] bytes = file.readAll();
        if (bytes.length < HEADER + TAG) {
            throw file.malformed("is not a MATLAB file of version 5");
        }
        boolean little = bytes[ENDIAN_MARK] == 'I' && bytes[ENDIAN_MARK + 1] == 'M';
        boolean big = bytes[ENDIAN_MARK] == 'M' && bytes[ENDIAN_MARK + 1] == 'I';
        if (!little && !big) {
            throw file.malformed("is not a MATLAB file of version 5");
        }
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        MatFile mat = new MatFile();
        try {
            mat.elements(ByteBuffer.wrap(bytes).position(HEADER).slice().order(order));
        } catch (DataFormatException | RuntimeException e) {
            throw new DataException(
                    file.name() + " is a damaged MATLAB file; copy or download it again.", e);
        }
        return mat;
    }

    /** Returns an array by its name, or null. */
    Array get(String name) {
        return arrays.get(name);
    }

    private void elements(ByteBuffer in) throws DataFormatException {
        while (in.remaining() >= TAG) {
            Element element = Element.next(in);
            if (element.type == COMPRESSED) {
                elements(inflate(element.content));
            } else if (element.type == MATRIX) {
                matrix(element.content);
            }
        }
    }

    private void matrix(ByteBuffer in) {
        int kind = Element.next(in).content.getInt() & 0xff;
        if (kind < FIRST_NUMERIC_CLASS || kind > LAST_NUMERIC_CLASS) {
            return;
        }
        ByteBuffer sizes = Element.next(in).content;
        int[] shape = new int[sizes.remaining() / 4];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.getInt();
        }
        String name = StandardCharsets.US_ASCII.decode(Element.next(in).content).toString();
        Element numbers = Element.next(in);
        Array array = new Array(shape, numbers.type, numbers.content);
        if (!array.isReadable()) {
            throw new IllegalArgumentException(name + " is stored in another way");
        }
        arrays.put(name, array);
    }

    private static ByteBuffer inflate(ByteBuffer compressed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteBuffer tag = ByteBuffer.allocate(TAG).order(compressed.order());
            inflater.inflate(tag);
            int length = tag.getInt(4);
            ByteBuffer whole = ByteBuffer.allocate(TAG + length).order(compressed.order());
            whole.put(tag.flip());
            while (whole.hasRemaining() && !inflater.finished()) {
                if (inflater.inflate(whole) == 0 && inflater.needsInput()) {
                    throw new DataFormatException("it ends too early");
                }
            }
            return whole.flip();
        } finally {
            inflater.end();
        }
    }

    /** A typed piece of the file. */
    private record Element(int type, ByteBuffer content) {

        static Element next(ByteBuffer in) {
            int first = in.getInt();
            if (first >>> 16 != 0) {
                ByteBuffer small = slice(in, in.position(), first >>> 16);
                in.position(in.position() + 4);
                return new Element(first & 0xffff, small);
            }
            int length = in.getInt();
            ByteBuffer content = slice(in, in.position(), length);
            int padded = first == COMPRESSED ? length : (length + 7) / 8 * 8;
            in.position(Math.min(in.limit(), in.position() + padded));
            return new Element(first, content);
        }

        private static ByteBuffer slice(ByteBuffer in, int from, int length) {
            return in.slice(from, length).order(in.order());
        }
    }
}
