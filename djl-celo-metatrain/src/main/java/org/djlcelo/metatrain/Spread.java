package org.djlcelo.metatrain;

/** Mean and total variance of vectors, taken in one after the other. */
final class Spread {

    private final double[] sum;
    private double squares;
    private int count;

    Spread(int length) {
        sum = new double[length];
    }

    void add(double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            sum[i] += vector[i];
            squares += vector[i] * vector[i];
        }
        count++;
    }

    /** The sum over all components of their variances, unbiased; at least two vectors needed. */
    double variance() {
        return Math.max(0, squares - count * squaredMean()) / (count - 1);
    }

    /** The squared length of the mean vector. */
    private double squaredMean() {
        double total = 0;
        for (double s : sum) {
            total += s / count * (s / count);
        }
        return total;
    }

    /** The squared length of the true mean, without what the variance adds; 0 if that is more. */
    double signal() {
        return Math.max(0, squaredMean() - variance() / count);
    }
}
