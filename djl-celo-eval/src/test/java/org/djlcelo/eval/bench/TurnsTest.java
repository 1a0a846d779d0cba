package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void racersAlternateAndStartAfresh() {
        Entries entries = new Entries(List.of(entry("a"), entry("b")), () -> calls.add("release"));
        try (Turns turns = new Turns(entries)) {
            for (int turn = 0; turn < 3; turn++) {
                turns.next();
                turns.step();
                turns.step();
            }
        }
        assertEquals(
                "a rewinds, a, a, b rewinds, b, b, a rewinds, a, a, a closes, b closes, release",
                String.join(", ", calls));
    }

    private Entry entry(String name) {
        return new Entry() {
            @Override
            public void rewind() {
                calls.add(name + " rewinds");
            }

            @Override
            public void step() {
                calls.add(name);
            }

            @Override
            public void close() {
                calls.add(name + " closes");
            }
        };
    }
}
