package org.djlcelo.lopt.io;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/**
 * Reads weights from safetensors.
 *
 * <p>DJL's own decoder is not used: it drops the metadata and trusts every size.
 */
final class SafetensorsReader {

    private SafetensorsReader() {}

    static Weights read(byte[] file, String what) throws WeightsException {
        SafetensorsHeader header = SafetensorsHeader.parse(file, what);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsHeader.Entry> tensor : header.tensors().entrySet()) {
            tensors.put(tensor.getKey(), stored(file, what, header, tensor.getKey()));
        }
        Map<String, String> texts = new LinkedHashMap<>(header.metadata());
        String name = texts.remove(SafetensorsHeader.ARCHITECTURE);
        String id = texts.remove(SafetensorsHeader.ID);
        Architecture architecture =
                name == null ? ThetaAssembler.recognise(what, tensors) : architecture(what, name);
        MetaParameters theta = ThetaAssembler.assemble(what, architecture, tensors);
        if (id != null && !id.equals(theta.id())) {
            throw new WeightsException(
                    what,
                    "its values are not those of its id "
                            + ThetaAssembler.shown(id)
                            + "; the file was altered, get it anew");
        }
        return new Weights(theta, provenance(what, texts));
    }

    private static StoredTensor stored(
            byte[] file, String what, SafetensorsHeader header, String name)
            throws WeightsException {
        SafetensorsHeader.Entry entry = header.tensors().get(name);
        if (!entry.dtype().equals(SafetensorsHeader.F32)) {
            throw new WeightsException(
                    what,
                    "tensor "
                            + ThetaAssembler.shown(name)
                            + " is of type "
                            + ThetaAssembler.shown(entry.dtype())
                            + "; convert it to F32");
        }
        int start = header.dataStart() + (int) entry.begin();
        int length = (int) (entry.end() - entry.begin());
        return new StoredTensor(entry.shape(), ByteBuffer.wrap(file, start, length));
    }

    private static Architecture architecture(String what, String name) throws WeightsException {
        try {
            return Architecture.of(name);
        } catch (IllegalArgumentException e) {
            throw new WeightsException(what, e.getMessage(), e);
        }
    }

    private static Provenance provenance(String what, Map<String, String> texts)
            throws WeightsException {
        try {
            return new Provenance(texts);
        } catch (IllegalArgumentException e) {
            throw new WeightsException(what, e.getMessage(), e);
        }
    }
}
