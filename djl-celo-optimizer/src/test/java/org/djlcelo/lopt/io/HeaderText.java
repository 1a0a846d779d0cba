package org.djlcelo.lopt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Takes a safetensors file apart and puts an altered one together. */
final class HeaderText {

    private HeaderText() {}

    static String of(Weights weights) throws IOException {
        byte[] file = SafetensorsWriter.encode(weights, "test");
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(file, 8, (int) length, StandardCharsets.UTF_8);
    }

    static byte[] file(String header, float[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return file(json.length, json, data);
    }

    static byte[] file(long claimedLength, byte[] json, float[] data) {
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + 4 * data.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(claimedLength).put(json);
        for (float value : data) {
            file.putFloat(value);
        }
        return file.array();
    }
}
