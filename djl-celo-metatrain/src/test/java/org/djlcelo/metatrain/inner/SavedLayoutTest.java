package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class SavedLayoutTest {

    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO, Key.of(6).random());

    /** The image networks' second matrix was [in, out] once; the lengths of its state are equal. */
    @Test
    void stateOfTheOtherLayoutIsRefused() throws IOException {
        byte[] saved = trained(32, 10);
        restore(saved, 32, 10);
        IOException refused = assertThrows(IOException.class, () -> restore(saved, 10, 32));
        assertTrue(refused.getMessage().contains("layout"), refused.getMessage());
    }

    /** With gradients of all scales, and after more steps than the slowest statistic remembers. */
    @Test
    void ownStateIsAccepted() throws IOException {
        for (int[] shape : new int[][] {{10, 32}, {7, 7}, {1, 5}, {5, 1}, {64, 32}}) {
            restore(trained(shape[0], shape[1]), shape[0], shape[1]);
        }
    }

    private static byte[] trained(int rows, int columns) throws IOException {
        Celo celo = celo(rows, columns);
        celo.restart(3000);
        KeyedRandom random = Key.of(rows).with(columns).random();
        float[][] parameters = {new float[rows * columns]};
        float[][] gradients = {new float[rows * columns]};
        float[] scale = new float[rows * columns];
        for (int i = 0; i < scale.length; i++) {
            parameters[0][i] = (float) random.nextGaussian();
            scale[i] = (float) random.nextLogUniform(1e-9, 1e2);
        }
        for (int step = 0; step < 3000; step++) {
            for (int i = 0; i < scale.length; i++) {
                gradients[0][i] = scale[i] * (float) random.nextGaussian();
            }
            celo.update(1, parameters, gradients);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        celo.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void restore(byte[] saved, int rows, int columns) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
        celo(rows, columns).restore(3000, in);
        assertEquals(0, in.available());
    }

    private static Celo celo(int rows, int columns) {
        return new Celo(
                Stage.RULE,
                THETA,
                List.of(TensorLayout.of(new long[] {rows, columns}, AxisOrder.REFERENCE)));
    }
}
