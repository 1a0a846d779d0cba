package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.internal.NDArrayEx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine on the CPU that calls itself an accelerator and notes every call to its managers and
 * arrays.
 *
 * <p>So the code for accelerators runs without one, and what would make it wait for the device
 * shows. Java's proxies stand before the real arrays; calls among the real ones aren't seen.
 */
final class SpiedEngine extends Engine {

    static final Device ACCELERATOR = Device.gpu(0);

    private static final Object[] NONE = {};

    final Traffic traffic = new Traffic();
    private final String name;
    private final Engine real = Engine.getInstance();

    /** Keeps identities, which scopes depend on. */
    private final Map<NDArray, NDArray> spies = new IdentityHashMap<>();

    private final Map<NDManager, NDManager> managers = new IdentityHashMap<>();

    SpiedEngine() {
        this("Spied");
    }

    SpiedEngine(String name) {
        this.name = name;
    }

    /** The object behind a proxy. */
    private record Spy(SpiedEngine engine, Object target) implements InvocationHandler {

        /** {@inheritDoc} */
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object[] given = arguments == null ? NONE : arguments;
            if (isMadeOfOthers(method)) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            engine.note(target, method, given);
            Object result;
            try {
                result = method.invoke(target, Arrays.stream(given).map(Spy::real).toArray());
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (method.getName().equals("close")) {
                engine.spies.remove(target);
                engine.managers.remove(target);
            }
            return engine.spied(result);
        }

        /**
         * Whether the interface itself implements a method by calling others, which are then seen.
         * Not so with indices: they reach for the real array.
         */
        private boolean isMadeOfOthers(Method method) throws NoSuchMethodException {
            Class<?>[] types = method.getParameterTypes();
            return target instanceof NDArray
                    && method.isDefault()
                    && !Arrays.asList(types).contains(NDIndex.class)
                    && target.getClass()
                            .getMethod(method.getName(), types)
                            .getDeclaringClass()
                            .isInterface();
        }

        private static Object real(Object value) {
            if (value instanceof NDList list) {
                return new NDList(list.stream().map(a -> (NDArray) real(a)).toList());
            }
            if (value instanceof Device) {
                return Device.cpu();
            }
            if (value != null
                    && Proxy.isProxyClass(value.getClass())
                    && Proxy.getInvocationHandler(value) instanceof Spy spy) {
                return spy.target;
            }
            return value;
        }
    }

    static NDArray real(NDArray spied) {
        return (NDArray) Spy.real(spied);
    }

    private void note(Object target, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return;
        }
        List<Object> given = Arrays.asList(arguments);
        if (given.contains(Device.cpu())) {
            traffic.read(method);
        } else if (method.getName().equals("toDevice") && given.contains(false)) {
            traffic.views.add(method.getName());
        } else if (!(target instanceof NDManager)) {
            traffic.use(method);
        } else if (method.getReturnType() == NDArray.class) {
            traffic.create(method);
        }
    }

    private Object spied(Object value) {
        if (value instanceof NDArray array) {
            return spies.computeIfAbsent(array, this::spyOn);
        } else if (value instanceof NDList list) {
            return new NDList(list.stream().map(a -> (NDArray) spied(a)).toList());
        } else if (value instanceof List<?> list) {
            return list.stream().map(this::spied).toList();
        } else if (value instanceof NDManager manager) {
            return managers.computeIfAbsent(manager, m -> proxy(NDManager.class, m));
        } else if (value instanceof NDArrayEx operations) {
            return proxy(NDArrayEx.class, operations);
        } else if (value instanceof Device) {
            return ACCELERATOR;
        } else if (value == real) {
            return this;
        }
        return value;
    }

    /** The spy takes the array's place in the scope that will close it. */
    private NDArray spyOn(NDArray array) {
        NDArray spy = proxy(NDArray.class, array);
        NDScope.unregister(array);
        NDScope.register(spy);
        return spy;
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, new Spy(this, target)));
    }

    /** {@inheritDoc} */
    @Override
    public NDManager newBaseManager(Device device) {
        return (NDManager) spied(real.newBaseManager(Device.cpu()));
    }

    /** {@inheritDoc} */
    @Override
    public NDManager newBaseManager() {
        return newBaseManager(ACCELERATOR);
    }

    /** {@inheritDoc} */
    @Override
    public Engine getAlternativeEngine() {
        return null;
    }

    /** {@inheritDoc} */
    @Override
    public String getEngineName() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public int getRank() {
        return real.getRank();
    }

    /** {@inheritDoc} */
    @Override
    public String getVersion() {
        return real.getVersion();
    }

    /** {@inheritDoc} */
    @Override
    public boolean hasCapability(String capability) {
        return real.hasCapability(capability);
    }

    /** {@inheritDoc} */
    @Override
    public Model newModel(String name, Device device) {
        return real.newModel(name, device);
    }
}
