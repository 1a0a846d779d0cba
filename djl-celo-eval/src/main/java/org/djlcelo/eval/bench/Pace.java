package org.djlcelo.eval.bench;

/**
 * How long a heat is.
 *
 * @param warmupRounds rounds that aren't counted, in which HotSpot compiles
 * @param rounds rounds that count
 * @param turnMillis the shortest turn; a step is never cut, so slow racers take one step per turn
 */
record Pace(int warmupRounds, int rounds, int turnMillis) {

    /** A first look. */
    static final Pace QUICK = new Pace(5, 7, 120);

    /** Steps of a few milliseconds at most. */
    static final Pace SMALL = new Pace(8, 15, 200);

    /** Steps of tens or hundreds of milliseconds. */
    static final Pace LARGE = new Pace(4, 9, 400);

    /** Steps of seconds. */
    static final Pace SLOW = new Pace(1, 5, 400);
}
