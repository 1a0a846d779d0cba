package org.djlcelo.lopt.io;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;

/** Turns the tensors found in a file into meta-parameters, or says which of them is wrong. */
final class ThetaAssembler {

    private ThetaAssembler() {}

    /** Returns the known architecture of these tensors; some differ in shapes alone. */
    static Architecture recognise(String file, Map<String, StoredTensor> tensors)
            throws WeightsException {
        Architecture closest =
                Architecture.known().stream()
                        .min(
                                Comparator.<Architecture>comparingInt(
                                                a -> differences(a, tensors.keySet()))
                                        .thenComparingInt(a -> otherShapes(a, tensors)))
                        .orElseThrow();
        checkNames(file, closest, tensors.keySet());
        return closest;
    }

    private static int otherShapes(Architecture architecture, Map<String, StoredTensor> tensors) {
        return (int)
                architecture.tensors().stream()
                        .filter(spec -> tensors.containsKey(spec.name()))
                        .filter(s -> !matches(s.shape(), tensors.get(s.name()).shape()))
                        .count();
    }

    /** Returns the meta-parameters; the names, shapes, sizes and values must all be right. */
    static MetaParameters assemble(
            String file, Architecture architecture, Map<String, StoredTensor> tensors)
            throws WeightsException {
        checkNames(file, architecture, tensors.keySet());
        FloatBuffer vector = FloatBuffer.allocate(architecture.size());
        for (TensorSpec spec : architecture.tensors()) {
            append(file, spec, tensors.get(spec.name()), vector);
        }
        return new MetaParameters(architecture, vector.array());
    }

    private static void append(
            String file, TensorSpec spec, StoredTensor tensor, FloatBuffer vector)
            throws WeightsException {
        if (!matches(spec.shape(), tensor.shape())) {
            throw new WeightsException(
                    file,
                    "tensor "
                            + spec.name()
                            + " has shape "
                            + tensor.shape()
                            + " where "
                            + spec.shape()
                            + " is needed");
        }
        if (tensor.bytes().remaining() != (long) spec.size() * Float.BYTES) {
            throw new WeightsException(
                    file,
                    "tensor "
                            + spec.name()
                            + " has "
                            + tensor.bytes().remaining()
                            + " bytes where its shape needs "
                            + (long) spec.size() * Float.BYTES);
        }
        FloatBuffer values = tensor.bytes().slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        checkFinite(file, spec.name(), values);
        vector.put(values);
    }

    /** Refuses NaN and infinities: one of them spoils every step the optimizer makes. */
    static void checkFinite(String file, String name, FloatBuffer values) throws WeightsException {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new WeightsException(
                        file,
                        "tensor "
                                + name
                                + " holds "
                                + values.get(i)
                                + " at position "
                                + i
                                + "; weights must be finite");
            }
        }
    }

    /** The reference's files put an axis of length 1 before some tensors. */
    private static boolean matches(List<Integer> wanted, List<Long> found) {
        List<Long> exact = wanted.stream().map(Integer::longValue).toList();
        List<Long> withLeadingOne = new ArrayList<>(List.of(1L));
        withLeadingOne.addAll(exact);
        return found.equals(exact) || found.equals(withLeadingOne);
    }

    private static void checkNames(String file, Architecture architecture, Set<String> names)
            throws WeightsException {
        Set<String> wanted = names(architecture);
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new WeightsException(
                        file, "it lacks tensor " + name + ", which " + architecture + " needs");
            }
        }
        for (String name : new TreeSet<>(names)) {
            if (!wanted.contains(name)) {
                throw new WeightsException(
                        file, "it has tensor " + shown(name) + ", unknown to " + architecture);
            }
        }
    }

    private static int differences(Architecture architecture, Set<String> names) {
        Set<String> wanted = names(architecture);
        int common = (int) names.stream().filter(wanted::contains).count();
        return wanted.size() + names.size() - 2 * common;
    }

    private static Set<String> names(Architecture architecture) {
        return architecture.tensors().stream()
                .map(TensorSpec::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A name from a file, fit for one line of a message. */
    static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "...";
    }
}
