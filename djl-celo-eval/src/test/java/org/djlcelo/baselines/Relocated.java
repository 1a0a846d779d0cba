package org.djlcelo.baselines;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Arrays that claim to be on another device, of which a test machine has only one. */
final class Relocated {

    private Relocated() {}

    static NDArray to(Device device, NDArray array) {
        return (NDArray)
                Proxy.newProxyInstance(
                        NDArray.class.getClassLoader(),
                        new Class<?>[] {NDArray.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("getDevice")) {
                                return device;
                            }
                            try {
                                return method.invoke(array, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
