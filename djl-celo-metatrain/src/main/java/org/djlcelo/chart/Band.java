package org.djlcelo.chart;

/**
 * The space between two lines of a chart: an interval at every position.
 *
 * @param style the CSS class of the line it belongs to
 * @param x positions, ascending
 * @param low as many lower ends
 * @param high as many upper ends
 */
public record Band(String style, double[] x, double[] low, double[] high) {}
