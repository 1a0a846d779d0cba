package org.djlcelo.lopt.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a safetensors file can be wrong, refused with a sentence that names it. */
class MalformedSafetensorsTest {

    private static final Weights WEIGHTS = RandomWeights.of(Architecture.CELO, 5);

    static Stream<Arguments> headers() {
        return Stream.of(
                header("duplicate tensor", "given twice", s -> s.replace("~/b1\"", "~/b0\"")),
                header("missing and unknown", "lacks tensor", s -> s.replace("~/b1\"", "~/b9\"")),
                header(
                        "unknown tensor, no architecture",
                        "lacks tensor ff_mod_stack/~/b1, which celo needs",
                        s ->
                                s.replace("\"architecture\"", "\"other\"")
                                        .replace("~/b1\"", "~/b9\"")),
                header(
                        "unknown architecture",
                        "Unknown architecture \"lion\"",
                        s -> s.replace("\"architecture\":\"celo\"", "\"architecture\":\"lion\"")),
                header(
                        "other architecture",
                        "unknown to celo-adam",
                        s ->
                                s.replace(
                                        "\"architecture\":\"celo\"",
                                        "\"architecture\":\"celo-adam\"")),
                header("wrong type", "is of type F16", s -> s.replaceFirst("F32", "F16")),
                header("wrong shape", "has shape [2, 2]", s -> s.replaceFirst("\\[1,4]", "[2,2]")),
                header(
                        "two leading axes",
                        "has shape [1, 1, 1, 4]",
                        s -> s.replaceFirst("\\[1,4]", "[1,1,1,4]")),
                header(
                        "huge shape",
                        "has shape [9223372036854775807, 4]",
                        s -> s.replaceFirst("\\[1,4]", "[9223372036854775807,4]")),
                header("negative shape", "has shape [-1, -4]", s -> s.replace("[1,4]", "[-1,-4]")),
                header("overlap", "claims bytes 12 to 32", s -> s.replace("[16,32]", "[12,32]")),
                header("gap", "where byte 16 comes next", s -> s.replace("[16,32]", "[20,32]")),
                header("backwards", "claims bytes 16 to 8", s -> s.replace("[16,32]", "[16,8]")),
                header("negative", "claims bytes -16 to 0", s -> s.replace("[0,16]", "[-16,0]")),
                header(
                        "far away",
                        "claims bytes 0 to 9223372036854775807",
                        s -> s.replace("[0,16]", "[0,9223372036854775807]")),
                header(
                        "beyond 64 bits",
                        "malformed",
                        s -> s.replace("[0,16]", "[0,18446744073709551616]")),
                header("fraction", "malformed", s -> s.replace("[0,16]", "[0,16.5]")),
                header("text for number", "malformed", s -> s.replace("[0,16]", "[0,\"16\"]")),
                header("three offsets", "two data_offsets", s -> s.replace("[0,16]", "[0,8,16]")),
                header(
                        "long shape",
                        "short list",
                        s -> s.replaceFirst("\\[1,4]", "[1,1,1,1,1,1,1,1,1,4]")),
                header(
                        "no shape",
                        "needs dtype, shape",
                        s -> s.replaceFirst("\"shape\":\\[1,4],", "")),
                header(
                        "key twice",
                        "given twice",
                        s -> s.replaceFirst("\"shape\"", "\"dtype\":\"F32\",\"shape\"")),
                header(
                        "foreign key",
                        "unknown extra",
                        s -> s.replaceFirst("\"shape\"", "\"extra\":0,\"shape\"")),
                header(
                        "metadata number",
                        "not a string",
                        s -> s.replace("\"seed\":\"5\"", "\"seed\":5")),
                header(
                        "metadata twice",
                        "given twice",
                        s -> s.replaceFirst("\\{", "{\"__metadata__\":{},")),
                header(
                        "metadata key twice",
                        "given twice",
                        s -> s.replace("\"seed\"", "\"command\"")),
                header("blank entry", "can't be named", s -> s.replace("\"seed\"", "\" \"")),
                header("half a pair", "not valid Unicode", s -> s.replace("\"5\"", "\"\\ud800\"")),
                header(
                        "altered values",
                        "altered",
                        s -> s.replace("\"id\":\"celo-", "\"id\":\"celo-0")),
                header("text behind", "malformed", s -> s.stripTrailing() + " 1"),
                header("cut JSON", "malformed", s -> s.stripTrailing().replaceFirst("}$", " ")),
                header("comment", "malformed", s -> s.replaceFirst("\\{", "{/* */")),
                header("no JSON", "malformed", s -> "{" + "[".repeat(s.length() - 1)));
    }

    private static Arguments header(String name, String message, UnaryOperator<String> change) {
        return Arguments.of(name, message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void badHeaders(String name, String message, UnaryOperator<String> change) throws IOException {
        String text = HeaderText.of(WEIGHTS);
        String changed = change.apply(text);
        assertNotEquals(text, changed, "the test changes nothing");
        refuses(message, HeaderText.file(changed, WEIGHTS.theta().toVector()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1 << 20, 1, 0})
    void headerLengthIsNotTrusted(long length) throws IOException {
        byte[] json = HeaderText.of(WEIGHTS).getBytes(StandardCharsets.UTF_8);
        refuses("header", HeaderText.file(length, json, WEIGHTS.theta().toVector()));
    }

    @Test
    void headerThatIsNotText() throws IOException {
        byte[] json = HeaderText.of(WEIGHTS).getBytes(StandardCharsets.UTF_8);
        json[json.length / 2] = (byte) 0xff;
        refuses("UTF-8", HeaderText.file(json.length, json, WEIGHTS.theta().toVector()));
    }

    @Test
    void hugeHeader() {
        byte[] json = new byte[(1 << 20) + 1];
        Arrays.fill(json, (byte) ' ');
        json[0] = '{';
        refuses("larger than any", HeaderText.file(json.length, json, new float[0]));
    }

    @Test
    void hugeFile() {
        refuses("larger than any weight file", new byte[WeightsFile.MAX_BYTES + 1]);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNotFinite(float value) throws IOException {
        float[] data = WEIGHTS.theta().toVector();
        data[1] = value;
        refuses(
                "tensor ff_mod_stack/~/w0__0 holds " + value + " at position 1",
                HeaderText.file(HeaderText.of(WEIGHTS), data));
    }

    @Test
    void dataTooShortOrTooLong() throws IOException {
        float[] data = WEIGHTS.theta().toVector();
        String header = HeaderText.of(WEIGHTS);
        refuses("cut short", HeaderText.file(header, Arrays.copyOf(data, data.length - 1)));
        refuses(
                "4 bytes follow its last tensor",
                HeaderText.file(header, Arrays.copyOf(data, data.length + 1)));
    }

    private static void refuses(String message, byte[] file) {
        WeightsException e =
                assertThrows(
                        WeightsException.class,
                        () -> WeightsFile.read(new ByteArrayInputStream(file), "bad.file"));
        assertTrue(e.getMessage().startsWith("bad.file: "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
