/**
 * Charts and pages that load nothing: SVG in HTML, styled by one sheet for light, dark and print.
 *
 * <p>Used by the reports of meta-training and of evaluation.
 */
package org.djlcelo.chart;
