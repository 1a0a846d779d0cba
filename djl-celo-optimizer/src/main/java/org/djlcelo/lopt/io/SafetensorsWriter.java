package org.djlcelo.lopt.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;

/** Writes weights as safetensors; nothing but the weights has a say in the bytes. */
final class SafetensorsWriter {

    /** Readers that map files into memory need the data at a multiple of this. */
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    static byte[] encode(Weights weights, String what) throws IOException {
        MetaParameters theta = weights.theta();
        for (TensorSpec spec : theta.architecture().tensors()) {
            FloatBuffer values = FloatBuffer.wrap(theta.get(spec.name()));
            ThetaAssembler.checkFinite(what, spec.name(), values);
        }
        byte[] json = header(weights).getBytes(StandardCharsets.UTF_8);
        if (json.length > SafetensorsHeader.MAX_BYTES - ALIGNMENT) {
            throw new WeightsException(what, "its provenance is too long; shorten the texts");
        }
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        float[] vector = theta.toVector();
        ByteBuffer file =
                ByteBuffer.allocate(
                                SafetensorsHeader.PREFIX
                                        + json.length
                                        + padding
                                        + vector.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length + padding).put(json);
        for (int i = 0; i < padding; i++) {
            file.put((byte) ' ');
        }
        file.asFloatBuffer().put(vector);
        return file.array();
    }

    private static String header(Weights weights) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name(SafetensorsHeader.METADATA).beginObject();
            for (Map.Entry<String, String> entry : metadata(weights).entrySet()) {
                json.name(entry.getKey()).value(entry.getValue());
            }
            json.endObject();
            long begin = 0;
            for (TensorSpec spec : weights.theta().architecture().tensors()) {
                long end = begin + (long) spec.size() * Float.BYTES;
                json.name(spec.name()).beginObject();
                json.name("dtype").value(SafetensorsHeader.F32);
                json.name("shape").beginArray();
                for (int length : spec.shape()) {
                    json.value(length);
                }
                json.endArray();
                json.name("data_offsets").beginArray().value(begin).value(end).endArray();
                json.endObject();
                begin = end;
            }
            json.endObject();
        }
        return text.toString();
    }

    private static Map<String, String> metadata(Weights weights) {
        Map<String, String> texts = new TreeMap<>(weights.provenance().entries());
        texts.put(SafetensorsHeader.ARCHITECTURE, weights.theta().architecture().name());
        texts.put(SafetensorsHeader.ID, weights.theta().id());
        return texts;
    }
}
