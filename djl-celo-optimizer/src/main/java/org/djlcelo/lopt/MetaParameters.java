package org.djlcelo.lopt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Theta: the meta-parameters of a learned optimizer, immutable.
 *
 * <p>Named tensors over one flat vector. Meta-training works on the vector, everything else asks
 * for tensors by name.
 */
public final class MetaParameters {

    private final Architecture architecture;
    private final float[] vector;

    /**
     * Creates meta-parameters.
     *
     * @param architecture the names and shapes
     * @param vector the values, tensor after tensor in the architecture's order; copied
     * @throws IllegalArgumentException if the length is not that of the architecture
     */
    public MetaParameters(Architecture architecture, float[] vector) {
        if (vector.length != architecture.size()) {
            throw new IllegalArgumentException(
                    "Architecture "
                            + architecture
                            + " has "
                            + architecture.size()
                            + " meta-parameters, not "
                            + vector.length);
        }
        this.architecture = architecture;
        this.vector = vector.clone();
    }

    /**
     * Returns the names and shapes.
     *
     * @return the architecture
     */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * Returns all values in the architecture's order.
     *
     * @return a copy, of length {@link Architecture#size()}
     */
    public float[] toVector() {
        return vector.clone();
    }

    /**
     * Returns one tensor.
     *
     * @param name its name
     * @return a copy, row-major
     * @throws IllegalArgumentException if there is no such tensor
     */
    public float[] get(String name) {
        int offset = architecture.offset(name);
        TensorSpec spec =
                architecture.tensors().stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Arrays.copyOfRange(vector, offset, offset + spec.size());
    }

    /**
     * Returns the same tensors as meta-parameters of an architecture that has no others, for
     * instance the update rule of Celo as {@link Architecture#CELO_RULE}.
     *
     * @param part the architecture
     * @return its meta-parameters
     * @throws IllegalArgumentException if it has a tensor that these don't have, or of another size
     */
    public MetaParameters part(Architecture part) {
        float[] values = new float[part.size()];
        for (TensorSpec tensor : part.tensors()) {
            float[] own = get(tensor.name());
            if (own.length != tensor.size()) {
                throw new IllegalArgumentException(
                        "Tensor \"" + tensor.name() + "\" of " + part + " has another size here");
            }
            System.arraycopy(own, 0, values, part.offset(tensor.name()), own.length);
        }
        return new MetaParameters(part, values);
    }

    /**
     * Returns an identifier of these exact values: the architecture's name and the first 12 digits
     * of a SHA-256 over the vector (little-endian float32). Optimizer states and result records
     * carry it.
     *
     * @return for instance {@code celo-1f0c6a7d9b3e}
     */
    public String id() {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(vector.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(architecture.name().getBytes(StandardCharsets.UTF_8));
            digest.update(bytes.array());
            String hex = HexFormat.of().formatHex(digest.digest());
            return architecture.name() + "-" + hex.substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** {@inheritDoc} */
    @Override
    public boolean equals(Object other) {
        return other instanceof MetaParameters that
                && architecture.name().equals(that.architecture.name())
                && Arrays.equals(vector, that.vector);
    }

    /** {@inheritDoc} */
    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return id();
    }
}
