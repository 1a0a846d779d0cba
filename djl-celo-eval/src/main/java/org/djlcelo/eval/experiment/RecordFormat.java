package org.djlcelo.eval.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;

/** Records as JSON: standard JSON, so what is not finite is {@code null}. */
public final class RecordFormat {

    private static final Gson GSON =
            new GsonBuilder()
                    .registerTypeAdapter(float[].class, new NullableFloats())
                    .disableHtmlEscaping()
                    .create();

    private RecordFormat() {}

    /**
     * Writes a record.
     *
     * @param run the record
     * @return one line of JSON with its end
     */
    public static String write(RunRecord run) {
        return GSON.toJson(run) + "\n";
    }

    /**
     * Parses a record.
     *
     * @param json the text
     * @return the record
     * @throws JsonParseException if the text is no record of the current format
     */
    public static RunRecord read(String json) {
        RunRecord run = GSON.fromJson(json, RunRecord.class);
        if (run == null || run.config() == null || run.curves() == null) {
            throw new JsonParseException("it holds no configuration or no curves");
        }
        if (run.format() != RunRecord.FORMAT) {
            throw new JsonParseException(
                    "its format is " + run.format() + ", this version reads " + RunRecord.FORMAT);
        }
        return run;
    }

    private static final class NullableFloats extends TypeAdapter<float[]> {

        @Override
        public void write(JsonWriter out, float[] values) throws IOException {
            if (values == null) {
                out.nullValue();
                return;
            }
            out.beginArray();
            for (float value : values) {
                if (Float.isFinite(value)) {
                    out.value(value);
                } else {
                    out.nullValue();
                }
            }
            out.endArray();
        }

        @Override
        public float[] read(JsonReader in) throws IOException {
            float[] values = new float[64];
            int count = 0;
            in.beginArray();
            while (in.hasNext()) {
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                if (in.peek() == JsonToken.NULL) {
                    in.nextNull();
                    values[count++] = Float.NaN;
                } else {
                    values[count++] = (float) in.nextDouble();
                }
            }
            in.endArray();
            return Arrays.copyOf(values, count);
        }
    }
}
