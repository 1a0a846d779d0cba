package org.djlcelo.chart;

/** CSS classes of the style sheet for things that come in any number. */
public final class Palette {

    private static final int SHADES = 5;
    private static final int THINGS = 9;

    /** How lines are drawn where colours begin again, and again. */
    private static final String[] STROKES = {"", " dashed", " dotted"};

    private Palette() {}

    /**
     * Returns the class for one of several ordered things.
     *
     * @param index which one, from 0
     * @param count how many there are
     * @return a shade, light to dark
     */
    public static String shade(int index, int count) {
        return "adam-" + index * (SHADES - 1) / Math.max(1, count - 1);
    }

    /**
     * Returns the class for one of several things without an order, for instance tasks.
     *
     * @param index which one, from 0
     * @return a colour; dashed where colours begin again, then dotted
     */
    public static String thing(int index) {
        return cycle("task-", index, THINGS);
    }

    /**
     * Returns one of a row of classes.
     *
     * @param prefix what their names begin with
     * @param index which one, from 0
     * @param colours how many there are
     * @return the class; dashed where colours begin again, then dotted
     */
    public static String cycle(String prefix, int index, int colours) {
        return prefix + index % colours + STROKES[index / colours % STROKES.length];
    }
}
