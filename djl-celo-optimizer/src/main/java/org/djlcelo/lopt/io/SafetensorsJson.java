package org.djlcelo.lopt.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON text of a safetensors header.
 *
 * <p>Read token by token, since a tree of objects would silently keep one of two equal names and
 * turn numbers into strings and back.
 */
final class SafetensorsJson {

    private static final int MAX_RANK = 8;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, SafetensorsHeader.Entry> tensors() {
        return tensors;
    }

    /**
     * Parses the text.
     *
     * @throws IOException if it isn't JSON or not of the expected form
     * @throws IllegalStateException if a token is of another kind than expected
     * @throws IllegalArgumentException if a number is no 64-bit integer
     */
    void parse(String text) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            boolean metadataSeen = false;
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (!name.equals(SafetensorsHeader.METADATA)) {
                    unique(tensors.put(name, entry(reader, name)), name);
                } else if (metadataSeen) {
                    throw twice(name);
                } else {
                    metadataSeen = true;
                    metadata(reader);
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("text after its end");
            }
        }
    }

    private void metadata(JsonReader reader) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            unique(metadata.put(name, string(reader, name)), name);
        }
        reader.endObject();
    }

    private static SafetensorsHeader.Entry entry(JsonReader reader, String tensor)
            throws IOException {
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "dtype" -> {
                    unique(dtype, key);
                    dtype = string(reader, key);
                }
                case "shape" -> {
                    unique(shape, key);
                    shape = integers(reader, key);
                }
                case "data_offsets" -> {
                    unique(offsets, key);
                    offsets = integers(reader, key);
                }
                default -> throw new IOException("tensor " + tensor + " has an unknown " + key);
            }
        }
        reader.endObject();
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new IOException("tensor " + tensor + " needs dtype, shape and two data_offsets");
        }
        return new SafetensorsHeader.Entry(dtype, shape, offsets.get(0), offsets.get(1));
    }

    private static String string(JsonReader reader, String name) throws IOException {
        if (reader.peek() != JsonToken.STRING) {
            throw new IOException(name + " is not a string");
        }
        return reader.nextString();
    }

    private static List<Long> integers(JsonReader reader, String name) throws IOException {
        List<Long> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            if (reader.peek() != JsonToken.NUMBER || values.size() == MAX_RANK) {
                throw new IOException(name + " is not a short list of numbers");
            }
            values.add(reader.nextLong());
        }
        reader.endArray();
        return values;
    }

    private static void unique(Object former, String name) throws IOException {
        if (former != null) {
            throw twice(name);
        }
    }

    private static IOException twice(String name) {
        return new IOException(name + " is given twice");
    }
}
