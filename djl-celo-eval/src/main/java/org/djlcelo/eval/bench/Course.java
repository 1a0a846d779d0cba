package org.djlcelo.eval.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.djlcelo.metatrain.inner.Stage;

/**
 * What is measured: one call of {@link Entry#step} on it.
 *
 * <p>The command's JVM only knows courses by name and size; a fork opens them.
 */
interface Course {

    /** The name on the command line, in tables and in JSON. */
    String name();

    /** What a step is. */
    Kind kind();

    /** How many parameters a step updates, where that is what its cost is about. */
    default OptionalLong parameters() {
        return OptionalLong.empty();
    }

    /** Prepares the racers of a heat, in a fork. */
    Entries open(HeatSettings settings);

    /** What one step of a course is. */
    enum Kind {
        OPTIMIZER_STEP("One optimizer step"),
        TRAINING_STEP("One training step: batch of 32, forward, backward, optimizer"),
        SCHEDULER_STEP("One step of Celo's scheduler alone"),
        META_ITERATION("One meta-iteration: 64 trajectories of 50 steps, everything included");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** All courses by name. */
    static Map<String, Course> all() {
        List<Course> optimizer =
                Arrays.stream(ParameterSet.values()).<Course>map(OptimizerCourse::new).toList();
        List<Course> training =
                Arrays.stream(TrainingCourse.Network.values())
                        .<Course>map(TrainingCourse::new)
                        .toList();
        List<Course> meta = Stage.TWO.stream().<Course>map(MetaCourse::new).toList();
        return List.of(optimizer, training, List.<Course>of(new SchedulerCourse()), meta).stream()
                .flatMap(List::stream)
                .collect(
                        Collectors.toMap(
                                Course::name, course -> course, (a, b) -> a, LinkedHashMap::new));
    }
}
