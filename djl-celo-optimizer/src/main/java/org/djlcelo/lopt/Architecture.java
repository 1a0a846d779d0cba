package org.djlcelo.lopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * What a learned optimizer's meta-parameters are: an ordered list of named tensors.
 *
 * <p>The order defines the flat vector that meta-training perturbs; files are always read by name.
 * Names are those of the reference implementation, so that its weight files import without a
 * translation table.
 */
public final class Architecture {

    /** Hidden units of the scheduler's LSTM. */
    static final int LSTM_SIZE = 64;

    /** Time features plus loss features. */
    static final int SCHEDULER_INPUTS = 18;

    /** Prefix of the update rule's tensors, the trainable set of stage 1. */
    public static final String RULE_PREFIX = NamedTensors.RULE_PREFIX;

    /** Celo: update rule and scheduler, 37 089 values. */
    public static final Architecture CELO = new Architecture("celo", celoTensors(SCHEDULER_INPUTS));

    /** Celo with η linear in the scheduler's output: {@link EtaForm#LINEAR}. */
    public static final Architecture CELO_LINEAR = new Architecture("celo-linear", CELO.tensors());

    /** Celo with η linear and clipped: {@link EtaForm#CLIPPED_LINEAR}. */
    public static final Architecture CELO_LINEAR_CLIP =
            new Architecture("celo-linear-clip", CELO.tensors());

    /**
     * Celo whose scheduler sees {@link TensorStatistics}, too: an LSTM row per tensor, mixed by
     * their maximum, and one η per tensor; 39 393 values.
     */
    public static final Architecture CELO_TENSOR_FEATURES =
            new Architecture(
                    "celo-tensor-features", celoTensors(SCHEDULER_INPUTS + TensorStatistics.COUNT));

    /** Celo's update rule without a scheduler, 159 values. */
    public static final Architecture CELO_RULE =
            new Architecture("celo-rule", NamedTensors.rule(NamedTensors.RULE_WIDTH));

    /** Celo-Adam: the scheduler over Adam, 36 865 values. */
    public static final Architecture CELO_ADAM =
            new Architecture("celo-adam", NamedTensors.scheduler(SCHEDULER_INPUTS, LSTM_SIZE, 0));

    /** Of two with the same tensors, the first is what a file that names none is taken for. */
    private static final List<Architecture> OWN =
            List.of(
                    CELO,
                    CELO_RULE,
                    CELO_ADAM,
                    CELO_LINEAR,
                    CELO_LINEAR_CLIP,
                    CELO_TENSOR_FEATURES);

    private final String name;
    private final List<TensorSpec> tensors;
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final int size;

    /**
     * Creates an architecture.
     *
     * @param name the name stored in weight files
     * @param tensors the tensors in the order of the flat vector
     * @throws IllegalArgumentException if two tensors share a name
     */
    public Architecture(String name, List<TensorSpec> tensors) {
        this.name = name;
        this.tensors = List.copyOf(tensors);
        int offset = 0;
        for (TensorSpec tensor : tensors) {
            if (offsets.put(tensor.name(), offset) != null) {
                throw new IllegalArgumentException("Two tensors are named " + tensor.name());
            }
            offset = Math.addExact(offset, tensor.size());
        }
        size = offset;
    }

    /**
     * Returns the known architecture of a name.
     *
     * @param name the name as stored in weight files
     * @return the architecture
     * @throws IllegalArgumentException if the name is unknown; the message lists those known
     */
    public static Architecture of(String name) {
        return known().stream()
                .filter(a -> a.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown architecture \""
                                                + name
                                                + "\"; this version knows "
                                                + known()));
    }

    /**
     * Returns all known architectures: those here and those of every {@link ArchitectureProvider}.
     *
     * @return the architectures
     */
    public static List<Architecture> known() {
        return Known.ALL;
    }

    /** Loaded when first asked for, because providers need this class. */
    private static final class Known {

        static final List<Architecture> ALL =
                Stream.concat(
                                OWN.stream(),
                                ServiceLoader.load(ArchitectureProvider.class).stream()
                                        .flatMap(p -> p.get().architectures().stream()))
                        .toList();
    }

    /**
     * Returns the name stored in weight files.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the tensors in the order of the flat vector.
     *
     * @return the tensors
     */
    public List<TensorSpec> tensors() {
        return tensors;
    }

    /**
     * Returns the length of the flat vector.
     *
     * @return the number of values
     */
    public int size() {
        return size;
    }

    /**
     * Returns where a tensor starts in the flat vector.
     *
     * @param tensor the tensor's name
     * @return the offset in values
     * @throws IllegalArgumentException if there is no such tensor
     */
    public int offset(String tensor) {
        Integer offset = offsets.get(tensor);
        if (offset == null) {
            throw new IllegalArgumentException(
                    "Architecture " + name + " has no tensor \"" + tensor + "\"");
        }
        return offset;
    }

    /**
     * Returns the number of values of a tensor.
     *
     * @param tensor the tensor's name
     * @return its length in the flat vector
     * @throws IllegalArgumentException if there is no such tensor
     */
    public int size(String tensor) {
        int start = offset(tensor);
        return offsets.values().stream().filter(o -> o > start).findFirst().orElse(size) - start;
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return name;
    }

    private static List<TensorSpec> celoTensors(int schedulerInputs) {
        return NamedTensors.join(
                List.of(
                        NamedTensors.rule(NamedTensors.RULE_WIDTH),
                        NamedTensors.scheduler(schedulerInputs, LSTM_SIZE, 1)));
    }
}
