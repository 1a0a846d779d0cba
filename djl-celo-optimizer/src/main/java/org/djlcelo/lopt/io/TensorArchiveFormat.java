package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** What writer and reader of a {@link TensorArchive} share. */
final class TensorArchiveFormat {

    /** How every header begins; the checksum follows as {@link #DIGITS} hexadecimal digits. */
    static final String OPENING = "{\"" + SafetensorsHeader.METADATA + "\":{\"crc32c\":\"";

    /** The key of the header's checksum. */
    static final String CHECKSUM = "crc32c";

    /** Before a vector's name, the key of its checksum. */
    static final String CHECKSUM_OF = "crc32c/";

    static final int DIGITS = 8;

    /** What stands in the checksum's place when it is computed. */
    static final String NO_CHECKSUM = "0".repeat(DIGITS);

    /** Largest header, as in the safetensors format. */
    static final int MAX_HEADER = 100_000_000;

    /** Values per piece. */
    private static final int PIECE = 1 << 16;

    private TensorArchiveFormat() {}

    /** Takes the little-endian bytes of a piece of a vector. */
    interface PieceConsumer {
        void accept(ByteBuffer bytes, int firstValue, int values) throws IOException;
    }

    /** Calls back with a buffer for every piece of a vector. */
    static void forEachPiece(int length, PieceConsumer consumer) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.min(PIECE, length) * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < length; start += PIECE) {
            int n = Math.min(PIECE, length - start);
            consumer.accept(buffer.clear().limit(n * Float.BYTES), start, n);
        }
    }

    /** The number before the header, as bytes. */
    static ByteBuffer prefix(long headerLength) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, headerLength);
    }

    /** The checksum of a header whose own checksum is {@link #NO_CHECKSUM}. */
    static String headerChecksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(prefix(header.length));
        crc.update(header);
        return hex(crc);
    }

    static String hex(CRC32C crc) {
        return String.format("%08x", crc.getValue());
    }
}
