package org.djlcelo.chart;

/**
 * One line of a chart.
 *
 * @param name the name in the legend
 * @param style the CSS class that gives colour and width
 * @param x positions, ascending
 * @param y as many values; the line is broken where one is not finite
 */
public record Series(String name, String style, double[] x, double[] y) {

    /**
     * Averages neighbours until few enough points are left for a screen.
     *
     * @param points the most that may be left
     * @return the thinner line
     */
    public Series thinned(int points) {
        int group = (x.length + points - 1) / points;
        if (group <= 1) {
            return this;
        }
        int count = (x.length + group - 1) / group;
        double[] thinX = new double[count];
        double[] thinY = new double[count];
        for (int i = 0; i < count; i++) {
            int from = i * group;
            int to = Math.min(x.length, from + group);
            for (int k = from; k < to; k++) {
                thinX[i] += x[k] / (to - from);
                thinY[i] += y[k] / (to - from);
            }
        }
        return new Series(name, style, thinX, thinY);
    }
}
