package org.djlcelo.eval.jobs;

import java.util.Arrays;
import java.util.Optional;

/**
 * A line from a child. Native code may print to the same stream: what is no reply is passed over.
 *
 * @param kind what it is
 * @param text what belongs to it
 */
record Reply(Kind kind, String text) {

    /** Unlike anything that a library prints. */
    private static final String MARK = "djl-celo-job ";

    /** What a child can say. */
    enum Kind {
        /** It waits for its first order. */
        READY,
        /** So many steps of the run are done. */
        STEPS,
        /** The run's record as JSON. */
        RECORD,
        /** No such run can be made; a sentence for the user. */
        REFUSAL
    }

    static Optional<Reply> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String rest = line.substring(MARK.length());
        return Arrays.stream(Kind.values())
                .filter(kind -> rest.startsWith(kind + " "))
                .findFirst()
                .map(kind -> new Reply(kind, rest.substring(kind.toString().length() + 1)));
    }

    /** Without an end of line; a text of several lines becomes one. */
    String toLine() {
        return MARK + kind + " " + text.strip().replaceAll("\\R", " ");
    }
}
