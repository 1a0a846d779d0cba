package org.djlcelo.eval.verify;

import org.djlcelo.eval.UserException;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;

/** Meta-parameters that a golden file holds itself, under {@code theta/}. */
final class RecordedTheta {

    private static final String PREFIX = "theta/";

    private RecordedTheta() {}

    static MetaParameters of(GoldenFile file, Architecture architecture) {
        float[] vector = new float[architecture.size()];
        for (TensorSpec tensor : architecture.tensors()) {
            float[] values = file.get(PREFIX + tensor.name()).values();
            if (values.length != tensor.size()) {
                throw new UserException(
                        file.path()
                                + " has "
                                + values.length
                                + " values of "
                                + tensor.name()
                                + ", not "
                                + tensor.size()
                                + "; copy the file again.");
            }
            System.arraycopy(values, 0, vector, architecture.offset(tensor.name()), values.length);
        }
        return new MetaParameters(architecture, vector);
    }
}
