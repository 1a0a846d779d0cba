package org.djlcelo.metatrain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Content with a checksum at its end, so that a damaged file is noticed. */
final class SealedFile {

    private SealedFile() {}

    static byte[] seal(byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + Long.BYTES);
        ByteBuffer.wrap(sealed).putLong(content.length, crc(content));
        return sealed;
    }

    static byte[] read(Path file) throws IOException {
        byte[] sealed = Files.readAllBytes(file);
        int length = Math.max(0, sealed.length - Long.BYTES);
        byte[] content = Arrays.copyOf(sealed, length);
        if (length == 0 || ByteBuffer.wrap(sealed).getLong(length) != crc(content)) {
            throw new IOException("its checksum does not match");
        }
        return content;
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
