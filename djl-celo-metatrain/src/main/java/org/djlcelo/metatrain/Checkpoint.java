package org.djlcelo.metatrain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Floats;
import org.djlcelo.metatrain.inner.Stage;

/**
 * A moment of a run from which it continues identically.
 *
 * @param stage the stage in progress
 * @param theta all meta-parameters as the run gives them out at this moment
 * @param stageStart all meta-parameters when the stage began, which the frozen part comes from
 * @param seconds time spent training so far
 * @param metricsLength bytes of the metrics file
 * @param progress what {@link StageRun#save} wrote
 */
record Checkpoint(
        Stage stage,
        MetaParameters theta,
        MetaParameters stageStart,
        double seconds,
        long metricsLength,
        byte[] progress) {

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        FileKind.CHECKPOINT.write(out);
        out.writeUTF(stage.name());
        Floats.write(theta.toVector(), out);
        Floats.write(stageStart.toVector(), out);
        out.writeDouble(seconds);
        out.writeLong(metricsLength);
        out.writeInt(progress.length);
        out.write(progress);
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote of a run of an architecture. */
    static Checkpoint decode(byte[] content, Architecture architecture) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        FileKind.CHECKPOINT.require(in);
        Stage stage = Stage.valueOf(in.readUTF());
        MetaParameters theta = read(in, architecture);
        MetaParameters stageStart = read(in, architecture);
        double seconds = in.readDouble();
        long metricsLength = in.readLong();
        byte[] progress = new byte[in.readInt()];
        in.readFully(progress);
        return new Checkpoint(stage, theta, stageStart, seconds, metricsLength, progress);
    }

    private static MetaParameters read(DataInputStream in, Architecture architecture)
            throws IOException {
        float[] vector = new float[architecture.size()];
        Floats.read(in, vector);
        return new MetaParameters(architecture, vector);
    }

    /** The number of meta-iterations done in the stage. */
    int iteration() throws IOException {
        return new DataInputStream(new ByteArrayInputStream(progress)).readInt();
    }
}
