package org.djlcelo.metatrain.inner;

/** By what each parameter is stretched: one number per tensor, or one per parameter. */
final class Scales {

    private final float[][] scales;

    /** Takes arrays of length 1, or as long as their tensors. */
    Scales(float[][] scales) {
        this.scales = scales;
    }

    /** The scale of the first parameter, to recognise scales by. */
    float first() {
        return scales[0][0];
    }

    /** Writes tensor by scale. */
    void multiply(int tensor, float[] from, float[] to) {
        float[] scale = scales[tensor];
        if (scale.length == 1) {
            multiply(scale[0], from, to);
        } else {
            for (int i = 0; i < to.length; i++) {
                to[i] = scale[i] * from[i];
            }
        }
    }

    /** Divides tensors by their scales. */
    void divide(float[][] tensors) {
        for (int t = 0; t < tensors.length; t++) {
            float[] scale = scales[t];
            for (int i = 0; i < tensors[t].length; i++) {
                tensors[t][i] /= scale.length == 1 ? scale[0] : scale[i];
            }
        }
    }

    private static void multiply(float scale, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = scale * from[i];
        }
    }
}
