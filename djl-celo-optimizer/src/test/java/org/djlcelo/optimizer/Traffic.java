package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What passes between Java and an engine's arrays, by the names of the methods called. */
final class Traffic {

    /** Known to Java without asking the device, and what only concerns ownership. */
    private static final Set<String> METADATA =
            Set.of(
                    "attach",
                    "close",
                    "detach",
                    "getDataType",
                    "getDevice",
                    "getManager",
                    "getNDArrayInternal",
                    "getName",
                    "getSparseFormat",
                    "getShape",
                    "getUid",
                    "hasGradient",
                    "isReleased",
                    "isScalar",
                    "isSparse",
                    "setRequiresGradient",
                    "size");

    /** The same memory seen otherwise: no work for the device. */
    private static final Set<String> VIEWS =
            Set.of(
                    "broadcast",
                    "expandDims",
                    "get",
                    "getGradient",
                    "reshape",
                    "split",
                    "squeeze",
                    "stopGradient",
                    "transpose");

    /** Work for the device. */
    final List<String> operations = new ArrayList<>();

    /** Values that Java asked for: it waits until the device has done all work before. */
    final List<String> reads = new ArrayList<>();

    /**
     * Values that Java sent from its memory, which waits as well. DJL's PyTorch engine makes an
     * array on the device from every Java number that takes part in an operation.
     */
    final List<String> uploads = new ArrayList<>();

    final List<String> views = new ArrayList<>();

    /** Notes a call to an array. */
    void use(Method method) {
        String name = method.getName();
        if (METADATA.contains(name)) {
            return;
        }
        Arrays.stream(method.getParameterTypes())
                .filter(type -> type == Number.class || isContent(type))
                .forEach(type -> uploads.add(name));
        if (VIEWS.contains(name)) {
            views.add(name);
        } else if (isOnDevice(method.getReturnType())) {
            operations.add(name);
        } else {
            // whatever this list doesn't know counts as the worst
            reads.add(name);
        }
    }

    /** Notes a call that makes an array. */
    void create(Method method) {
        Class<?> first = method.getParameterTypes()[0];
        boolean upload = first.isPrimitive() || first == Number.class || isContent(first);
        (upload ? uploads : operations).add(method.getName());
    }

    /** Notes a copy of values to the host. */
    void read(Method method) {
        reads.add(method.getName());
    }

    private static boolean isOnDevice(Class<?> type) {
        return type == void.class || type == NDArray.class || type == NDList.class;
    }

    private static boolean isContent(Class<?> type) {
        return Buffer.class.isAssignableFrom(type)
                || type.isArray() && type.getComponentType() == float.class;
    }

    void clear() {
        for (List<String> calls : List.of(operations, reads, uploads, views)) {
            calls.clear();
        }
    }

    /** {@inheritDoc} */
    @Override
    public String toString() {
        return "reads %s, uploads %s, %d operations %s, %d views %s"
                .formatted(reads, uploads, operations.size(), operations, views.size(), views);
    }
}
