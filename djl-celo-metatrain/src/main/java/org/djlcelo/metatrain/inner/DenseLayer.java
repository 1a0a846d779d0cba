package org.djlcelo.metatrain.inner;

/** {@code y = x W + b} for one x at a time, W row-major [in, out]. */
interface DenseLayer {

    /**
     * Takes a copy of the weights.
     *
     * @param vector all meta-parameters
     * @param weight where W begins
     * @param bias where b begins
     */
    void use(float[] vector, int weight, int bias);

    /** Writes y. */
    void apply(float[] x, float[] y);
}
