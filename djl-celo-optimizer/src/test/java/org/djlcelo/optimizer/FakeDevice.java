package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Arrays of the CPU that claim to be on another device.
 *
 * <p>PyTorch has one CPU device only, and DJL takes all for equal, so several can't be had without
 * accelerators.
 */
final class FakeDevice {

    private FakeDevice() {}

    static NDArray array(Device device, NDArray array) {
        return proxy(
                NDArray.class,
                array,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "getDevice" -> device;
                            case "getManager" -> manager(device, array.getManager());
                            case "getGradient" -> array(device, array.getGradient());
                            case "duplicate" -> array(device, array.duplicate());
                            case "toDevice" -> array.toDevice(Device.cpu(), (boolean) arguments[1]);
                            default -> method.invoke(array, arguments);
                        });
    }

    private static NDManager manager(Device device, NDManager manager) {
        return proxy(
                NDManager.class,
                manager,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "getDevice" -> device;
                            case "getEngine" -> new OnTheCpu(manager.getEngine());
                            default -> method.invoke(manager, arguments);
                        });
    }

    private interface Call {
        Object apply(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T target, Call call) {
        InvocationHandler handler =
                (self, method, arguments) -> {
                    try {
                        return call.apply(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return type.cast(
                Proxy.newProxyInstance(
                        target.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** An engine that takes every device for the CPU. */
    private static final class OnTheCpu extends Engine {

        private final Engine engine;

        OnTheCpu(Engine engine) {
            this.engine = engine;
        }

        /** {@inheritDoc} */
        @Override
        public Engine getAlternativeEngine() {
            return engine.getAlternativeEngine();
        }

        /** {@inheritDoc} */
        @Override
        public String getEngineName() {
            return engine.getEngineName();
        }

        /** {@inheritDoc} */
        @Override
        public int getRank() {
            return engine.getRank();
        }

        /** {@inheritDoc} */
        @Override
        public String getVersion() {
            return engine.getVersion();
        }

        /** {@inheritDoc} */
        @Override
        public boolean hasCapability(String capability) {
            return engine.hasCapability(capability);
        }

        /** {@inheritDoc} */
        @Override
        public Model newModel(String name, Device device) {
            return engine.newModel(name, Device.cpu());
        }

        /** {@inheritDoc} */
        @Override
        public NDManager newBaseManager() {
            return engine.newBaseManager(Device.cpu());
        }

        /** {@inheritDoc} */
        @Override
        public NDManager newBaseManager(Device device) {
            return engine.newBaseManager(Device.cpu());
        }
    }
}
