package org.djlcelo.lopt;

import java.util.ArrayList;
import java.util.List;

/** Groups of tensors that several architectures have, under the reference's names. */
public final class NamedTensors {

    /** Prefix of the tensors of an update rule's network. */
    static final String RULE_PREFIX = "ff_mod_stack/";

    /** Width of the two hidden layers of Celo's and VeLO's network. */
    public static final int RULE_WIDTH = 4;

    private static final int RULE_OUTPUTS = 3;

    private NamedTensors() {}

    /**
     * Returns the network of an update rule: 30 inputs in 14 groups, two hidden layers, 3 outputs.
     *
     * @param width the width of the hidden layers
     * @return the tensors
     */
    public static List<TensorSpec> rule(int width) {
        return network(List.of(), width);
    }

    /**
     * Returns a bank of such networks, each tensor with a leading axis.
     *
     * @param count how many networks
     * @param width the width of the hidden layers
     * @return the tensors
     */
    public static List<TensorSpec> bank(int count, int width) {
        return network(List.of(count), width);
    }

    private static List<TensorSpec> network(List<Integer> bank, int width) {
        List<TensorSpec> tensors = new ArrayList<>();
        int[] channels = Features.GROUP_CHANNELS;
        for (int group = 0; group < channels.length; group++) {
            tensors.add(part("w0__" + group, bank, channels[group], width));
        }
        tensors.add(part("b0", bank, width));
        tensors.add(part("w1", bank, width, width));
        tensors.add(part("b1", bank, width));
        tensors.add(part("w2", bank, width, RULE_OUTPUTS));
        tensors.add(part("b2", bank, RULE_OUTPUTS));
        return tensors;
    }

    private static TensorSpec part(String name, List<Integer> bank, Integer... shape) {
        List<Integer> all = new ArrayList<>(bank);
        all.addAll(List.of(shape));
        return new TensorSpec(RULE_PREFIX + "~/" + name, all);
    }

    /**
     * Returns the tensors of a scheduler. {@code linear}, and {@code rnn_to_controls} with a single
     * output, have no effect (the reference computes and discards them) but belong to its files and
     * to its parameter count.
     *
     * @param inputs the inputs of each row
     * @param units the units of its LSTM
     * @param controls the outputs of {@code rnn_to_controls}, 0 for a scheduler without it
     * @return the tensors
     */
    public static List<TensorSpec> scheduler(int inputs, int units, int controls) {
        List<TensorSpec> tensors = new ArrayList<>();
        for (String layer : List.of("linear", "linear_1", "linear_2")) {
            tensors.addAll(linear("rnn_params/" + layer, inputs, units));
        }
        tensors.addAll(linear("rnn_params/rnn/linear", 2 * units, 4 * units));
        if (controls > 0) {
            tensors.addAll(linear("rnn_params/rnn_to_controls", units, controls));
        }
        tensors.addAll(linear("rnn_params/step_size", units, 1));
        tensors.addAll(lstmState(units));
        return tensors;
    }

    /**
     * Returns the learned state in which an LSTM begins.
     *
     * @param units its units
     * @return hidden and cell state
     */
    public static List<TensorSpec> lstmState(int units) {
        return List.of(
                new TensorSpec("lstm_init_state/hidden", List.of(units)),
                new TensorSpec("lstm_init_state/cell", List.of(units)));
    }

    /**
     * Returns a dense layer.
     *
     * @param name what precedes {@code /w} and {@code /b}
     * @param inputs its inputs
     * @param outputs its outputs
     * @return weight [in, out] and bias [out]
     */
    public static List<TensorSpec> linear(String name, int inputs, int outputs) {
        return List.of(
                new TensorSpec(name + "/w", List.of(inputs, outputs)),
                new TensorSpec(name + "/b", List.of(outputs)));
    }

    /**
     * Joins groups.
     *
     * @param groups the groups in the order of the flat vector
     * @return all their tensors
     */
    public static List<TensorSpec> join(List<List<TensorSpec>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
