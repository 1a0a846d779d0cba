package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchProgramTest {

    private static final Set<Racer> ALL = EnumSet.allOf(Racer.class);

    @Test
    void everySetIsMeasuredOnOneAndOnAllThreads() {
        List<Heat> full = new BenchProgram(8, ALL).full();
        for (ParameterSet set : ParameterSet.values()) {
            Set<Integer> threads =
                    full.stream()
                            .filter(heat -> heat.course().name().equals(set.label()))
                            .map(Heat::threads)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(1, 8), threads, set.label());
        }
    }

    @Test
    void oneCoreIsMeasuredOnce() {
        List<Heat> full = new BenchProgram(1, ALL).full();
        assertTrue(full.stream().allMatch(heat -> heat.threads() == 1));
        Set<String> heats =
                full.stream()
                        .map(heat -> heat.course().name() + heat.racers())
                        .collect(Collectors.toSet());
        assertEquals(full.size(), heats.size(), "no heat twice");
    }

    @Test
    void everyProgramIsMadeOfKnownCourses() {
        BenchProgram program = new BenchProgram(2, ALL);
        Set<String> known = Course.all().keySet();
        assertEquals(known, names(program.full()));
        assertTrue(known.containsAll(names(program.quick())));
        assertTrue(known.containsAll(names(program.accelerator())));
    }

    @Test
    void whatCannotRunIsLeftOut() {
        Set<Racer> noVector = EnumSet.complementOf(EnumSet.of(Racer.CELO_VECTOR));
        for (Heat heat : new BenchProgram(2, noVector).full()) {
            assertTrue(noVector.containsAll(heat.racers()), heat.label());
        }
    }

    @Test
    void everyKernelMeetsAdamOnEverySet() {
        for (ParameterSet set : ParameterSet.values()) {
            for (Racer racer : List.of(Racer.CELO_TILED, Racer.CELO_VECTOR, Racer.CELO_NDARRAY)) {
                assertTrue(
                        new BenchProgram(2, ALL)
                                .full().stream()
                                        .filter(heat -> heat.course().name().equals(set.label()))
                                        .anyMatch(
                                                heat ->
                                                        heat.racers()
                                                                .containsAll(
                                                                        List.of(
                                                                                Racer.ADAM,
                                                                                racer))),
                        set + " " + racer);
            }
        }
    }

    @Test
    void slowOracleOnlyMeetsSmallSets() {
        for (Heat heat : new BenchProgram(2, ALL).full()) {
            boolean small = heat.course().parameters().orElse(Long.MAX_VALUE) < 500_000;
            boolean plain = heat.racers().contains(Racer.CELO_TILED);
            assertEquals(small && plain, heat.racers().contains(Racer.CELO_SCALAR), heat.label());
        }
    }

    /** HotSpot compiles what they share for both, and neither is as fast as alone. */
    @Test
    void fastKernelsNeverShareAJvm() {
        BenchProgram program = new BenchProgram(2, ALL);
        Set<Racer> both = Set.of(Racer.CELO_TILED, Racer.CELO_VECTOR);
        Stream.concat(program.full().stream(), program.quick().stream())
                .forEach(heat -> assertFalse(heat.racers().containsAll(both), heat.label()));
    }

    @Test
    void withoutTheVectorApiPlainJavaTakesItsPlace() {
        Set<Racer> noVector = EnumSet.complementOf(EnumSet.of(Racer.CELO_VECTOR));
        BenchProgram program = new BenchProgram(2, noVector);
        for (Heat heat : program.quick()) {
            assertTrue(
                    heat.racers().stream().anyMatch(r -> r.label().startsWith("celo")),
                    heat.label());
        }
        assertEquals(names(new BenchProgram(2, ALL).quick()), names(program.quick()));
    }

    @Test
    void racersSurviveTheirWayIntoTheFork() {
        List<Racer> racers = List.of(Racer.values());
        assertEquals(racers, Racer.split(Racer.join(racers)));
    }

    private static Set<String> names(List<Heat> heats) {
        return heats.stream()
                .map(heat -> heat.course().name())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
