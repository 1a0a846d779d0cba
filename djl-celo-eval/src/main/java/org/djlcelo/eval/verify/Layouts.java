package org.djlcelo.eval.verify;

/** Between the reference's layouts and DJL's: [in, out] and [out, in], HWIO and OIHW. */
final class Layouts {

    private Layouts() {}

    /** Values of the reference in DJL's order; other ranks than 2 and 4 are the same in both. */
    static float[] toDjl(GoldenArray array) {
        long[] shape = array.shape();
        if (shape.length == 2) {
            return transpose(array.values(), (int) shape[0], (int) shape[1]);
        }
        if (shape.length == 4) {
            int window = (int) (shape[0] * shape[1]);
            int in = (int) shape[2];
            int out = (int) shape[3];
            float[] moved = new float[array.values().length];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    for (int w = 0; w < window; w++) {
                        moved[(o * in + i) * window + w] = array.values()[(w * in + i) * out + o];
                    }
                }
            }
            return moved;
        }
        return array.values();
    }

    private static float[] transpose(float[] values, int rows, int columns) {
        float[] moved = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                moved[c * rows + r] = values[r * columns + c];
            }
        }
        return moved;
    }
}
