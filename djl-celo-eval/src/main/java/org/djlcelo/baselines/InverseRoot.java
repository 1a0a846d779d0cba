package org.djlcelo.baselines;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Inverse roots of statistics, {@code (S + ridge I)^(-1/order)}, by eigendecomposition in double
 * precision. In single precision the result, and with it a step of {@link Shampoo}, is up to 3e-4
 * off.
 */
final class InverseRoot {

    private static final double RIDGE = 1e-6;

    private InverseRoot() {}

    /**
     * Takes a root.
     *
     * @param matrix symmetric and positive semi-definite, row-major
     * @param size its number of rows
     * @param order the root's order
     * @return the root; empty if the matrix is not finite or has no decomposition
     */
    static Optional<float[]> of(float[] matrix, int size, int order) {
        DMatrixRMaj input = new DMatrixRMaj(size, size);
        for (int i = 0; i < matrix.length; i++) {
            if (!Float.isFinite(matrix[i])) {
                return Optional.empty();
            }
            input.data[i] = matrix[i];
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(input)) {
            return Optional.empty();
        }
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, eigen.getEigenvalue(i).real);
        }
        double ridge = RIDGE * Math.max(largest, RIDGE);
        double[] root = new double[size * size];
        for (int i = 0; i < size; i++) {
            // rounding can leave a zero eigenvalue slightly negative
            double eigenvalue = Math.max(0, eigen.getEigenvalue(i).real);
            addOuter(
                    root, Math.pow(eigenvalue + ridge, -1.0 / order), eigen.getEigenVector(i).data);
        }
        float[] rounded = new float[root.length];
        for (int i = 0; i < root.length; i++) {
            rounded[i] = (float) root[i];
        }
        return Optional.of(rounded);
    }

    private static void addOuter(double[] root, double weight, double[] vector) {
        int size = vector.length;
        for (int i = 0; i < size; i++) {
            double factor = weight * vector[i];
            int row = i * size;
            for (int j = 0; j < size; j++) {
                root[row + j] += factor * vector[j];
            }
        }
    }
}
