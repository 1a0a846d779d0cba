package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What steps need on one device: the rule's weights, its tensors' state and a copy of η. */
final class OneDevice implements AutoCloseable {

    private final NDManager manager;
    private final TensorFactory.OnDevice rule;
    private NDArray eta;

    /**
     * Prepares a device.
     *
     * @param manager owns all that is made; closed with this
     * @param rule puts the rule on the manager's device
     * @param eta the step's η, on any device
     */
    OneDevice(NDManager manager, Function<NDManager, TensorFactory.OnDevice> rule, NDArray eta) {
        this.manager = manager;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            this.rule = rule.apply(manager);
            keep(manager);
        }
        receive(eta);
    }

    /**
     * Takes a manager's arrays out of the innermost scope, so that only the manager closes them.
     */
    static void keep(NDManager manager) {
        manager.getManagedArrays().forEach(NDScope::unregister);
    }

    /** Puts an array in the place of another and lets a manager alone close it. */
    static NDArray replaced(NDArray old, NDArray fresh, NDManager owner) {
        if (old != null) {
            old.close();
        }
        NDScope.unregister(fresh);
        fresh.attach(owner);
        return fresh;
    }

    /** Takes a copy of a step's η. */
    void receive(NDArray source) {
        eta = replaced(eta, source.toDevice(manager.getDevice(), true), manager);
    }

    NDArray eta() {
        return eta;
    }

    /**
     * Creates the state of tensors of one shape.
     *
     * @param saved what each had, null for a fresh start
     */
    DeviceTensors create(Shape shape, List<Map<String, float[]>> saved) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            DeviceTensors tensors = rule.create(shape, saved.size());
            for (int member = 0; member < saved.size(); member++) {
                if (saved.get(member) != null) {
                    tensors.write(member, saved.get(member));
                }
            }
            keep(manager);
            return tensors;
        }
    }

    /** A view of an array that lives until it is closed, whatever becomes of the array. */
    NDArray kept(NDArray array) {
        return kept(array, manager);
    }

    /** The same for any manager. */
    static NDArray kept(NDArray array, NDManager manager) {
        NDArray view = array.stopGradient();
        NDScope.unregister(view);
        view.attach(manager);
        return view;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
