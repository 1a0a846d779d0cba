/** Turns records into one self-contained HTML file; no script, nothing loaded from elsewhere. */
package org.djlcelo.eval.report;
