package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of floats in checkpoints, big-endian, without their length. */
public final class Floats {

    private Floats() {}

    /**
     * Writes an array.
     *
     * @param array what to write
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public static void write(float[] array, DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(array.length, Float.BYTES));
        bytes.asFloatBuffer().put(array);
        out.write(bytes.array());
    }

    /**
     * Fills an array.
     *
     * @param in where from
     * @param into receives as many values as it is long
     * @throws IOException if there are fewer
     */
    public static void read(DataInput in, float[] into) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(into.length, Float.BYTES)];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(into);
    }
}
