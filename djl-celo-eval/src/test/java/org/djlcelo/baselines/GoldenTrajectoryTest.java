package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimizer against numbers recorded from the published code: a small excerpt everywhere, all
 * of it where the shared folder is. Tolerances are those of the recordings.
 */
class GoldenTrajectoryTest {

    static Stream<Subject> subjects() {
        return ContractTest.subjects();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void anExcerptIsMatched(Subject subject) throws IOException {
        Recording excerpt =
                Recording.excerpt(isShampoo(subject) ? "excerpt-shampoo.npz" : "excerpt.npz");
        assertMatched(subject, excerpt);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void allOfItIsMatched(Subject subject) throws IOException {
        String file = isShampoo(subject) ? "shampoo.npz" : "handmade.npz";
        assertMatched(
                subject,
                Recording.read(SharedFolder.require("reference/golden-baselines/" + file)));
    }

    private static void assertMatched(Subject subject, Recording recording) {
        List<String> groups = recording.groups(subject.name());
        assertFalse(groups.isEmpty());
        for (String group : groups) {
            double deviation =
                    isShampoo(subject)
                            ? ofSteps(subject, recording, group)
                            : ofParameters(subject, recording, group);
            assertTrue(deviation < tolerance(subject), () -> group + " deviates by " + deviation);
        }
    }

    private static boolean isShampoo(Subject subject) {
        return subject.name().startsWith("shampoo");
    }

    private static double tolerance(Subject subject) {
        if (isShampoo(subject)) {
            return 2e-4;
        }
        return subject.is(Subject.Trait.ILL_CONDITIONED) ? 1e-3 : 2e-6;
    }

    /** The largest deviation of a step that starts at the recorded p, relative to the largest p. */
    private static double ofParameters(Subject subject, Recording recording, String group) {
        float[][] after = stepped(subject, recording, group);
        double worst = 0;
        for (int i = 0; i < after.length; i++) {
            float[] expected = recording.after(group, i);
            worst = Math.max(worst, difference(expected, after[i]) / largest(expected));
        }
        return worst;
    }

    /** The largest deviation of a step, relative to the largest step of all. */
    private static double ofSteps(Subject subject, Recording recording, String group) {
        float[][] after = stepped(subject, recording, group);
        double worst = 0;
        double largestStep = 0;
        for (int i = 0; i < after.length; i++) {
            float[] expected = recording.after(group, i);
            worst = Math.max(worst, difference(expected, after[i]));
            largestStep =
                    Math.max(largestStep, difference(expected, recording.get(group + "/p").at(i)));
        }
        return worst / largestStep;
    }

    /** The parameters after each step, when each step starts at the recorded ones. */
    private static float[][] stepped(Subject subject, Recording recording, String group) {
        String[] parts = group.split("/");
        String tensor = parts[parts.length - 1];
        Shape shape = recording.get("inputs/" + tensor + "/p0").shape();
        float[][] after = new float[recording.get(group + "/p").steps()][];
        try (Tensors tensors = new Tensors();
                HandDesignedOptimizer optimizer =
                        subject.at(Float.parseFloat(parts[1].substring("lr".length())))) {
            for (int i = 0; i < after.length; i++) {
                NDArray parameter = tensors.parameter(recording.get(group + "/p").at(i), shape);
                optimizer.update(
                        "p", parameter, tensors.gradient(recording.gradients(tensor).at(i), shape));
                after[i] = parameter.toFloatArray();
            }
        }
        return after;
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    private static double largest(float[] values) {
        double largest = difference(values, new float[values.length]);
        return largest == 0 ? 1 : largest;
    }
}
