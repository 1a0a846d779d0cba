package org.djlcelo.eval.report;

/**
 * The space between two lines of a chart: an interval at every position.
 *
 * @param style the CSS class of the line it belongs to
 * @param x positions, ascending
 * @param low as many lower ends
 * @param high as many upper ends
 */
record Band(String style, double[] x, double[] low, double[] high) {}
