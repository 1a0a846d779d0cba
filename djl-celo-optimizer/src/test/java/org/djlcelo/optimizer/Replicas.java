package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.LocalParameterServer;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The toy model's parameters on two devices, trained through DJL's own parameter server. */
final class Replicas implements AutoCloseable {

    static final List<Device> DEVICES = List.of(Device.of("first", 0), Device.of("second", 0));

    private final NDManager manager = NDManager.newBaseManager();
    private final LearnedOptimizer optimizer;
    private final Loss observed;
    private final LocalParameterServer server;

    /** For every id the copies on the devices, each a real array behind a fake device. */
    private final Map<String, List<Copy>> copies = new LinkedHashMap<>();

    private record Copy(NDArray real, NDArray onDevice) {}

    /** The loss is the prediction itself. */
    private static final class Given extends Loss {

        Given() {
            super("Given");
        }

        /** {@inheritDoc} */
        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.head();
        }
    }

    Replicas(Model model, LearnedOptimizer optimizer) {
        this.optimizer = optimizer;
        observed = optimizer.observe(new Given());
        server = new LocalParameterServer(optimizer);
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            List<Copy> ofOne = new ArrayList<>();
            NDArray array = parameter.getValue().getArray();
            for (Device device : DEVICES) {
                NDArray real = manager.create(array.toFloatArray(), array.getShape());
                real.setRequiresGradient(true);
                ofOne.add(new Copy(real, FakeDevice.array(device, real)));
            }
            copies.put(parameter.getValue().getId(), ofOne);
        }
    }

    LearnedOptimizer optimizer() {
        return optimizer;
    }

    /** The gradient that a device's share of a batch gives the n-th parameter. */
    static float[] gradient(int step, int device, int n, Shape shape) {
        return Toy.gaussian(new Random(100L * step + 10 * n + device), (int) shape.size());
    }

    /** A forward and a backward pass on a device; returns the loss. */
    float differentiate(int step, int device) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray sum = manager.create(5f / (1 + step));
            int n = 0;
            for (List<Copy> ofOne : copies.values()) {
                NDArray weight = ofOne.get(device).real();
                NDArray gradient =
                        manager.create(
                                gradient(step, device, n++, weight.getShape()), weight.getShape());
                sum = sum.add(weight.mul(gradient).sum());
            }
            NDArray prediction = FakeDevice.array(DEVICES.get(device), sum);
            collector.backward(observed.evaluate(new NDList(), new NDList(prediction)));
            return sum.getFloat();
        }
    }

    /** What {@code Trainer.step()} does. */
    void step() {
        copies.forEach((id, ofOne) -> server.update(id, arrays(ofOne)));
    }

    private static NDArray[] arrays(List<Copy> ofOne) {
        return ofOne.stream().map(Copy::onDevice).toArray(NDArray[]::new);
    }

    /** Updates the copies on one device alone, which DJL never does. */
    void stepOn(int device) {
        copies.forEach(
                (id, ofOne) -> {
                    try (NDArray gradient = ofOne.get(device).real().getGradient().duplicate()) {
                        optimizer.update(id, ofOne.get(device).onDevice(), gradient);
                    }
                });
    }

    List<float[]> values(int device) {
        return copies.values().stream()
                .map(ofOne -> ofOne.get(device).real().toFloatArray())
                .toList();
    }

    List<float[]> gradients(int device) {
        return copies.values().stream()
                .map(ofOne -> ofOne.get(device).real().getGradient().toFloatArray())
                .toList();
    }

    /** Writes the trained values to a model, as the trainer does before it saves. */
    void copyTo(Model model) {
        int n = 0;
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            parameter.getValue().getArray().set(values(0).get(n++));
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        server.close();
        manager.close();
        optimizer.close();
    }
}
