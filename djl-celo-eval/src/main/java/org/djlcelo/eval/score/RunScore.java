package org.djlcelo.eval.score;

/**
 * What one run is worth.
 *
 * @param trial the run
 * @param finalLoss the smoothed training loss at the end; NaN if the run failed
 * @param finalLossScore the best Adam's final loss over this one's; 0 for a failed run
 * @param speedUpScore how many times sooner the best Adam's final loss was reached; 0 if never
 */
public record RunScore(Trial trial, double finalLoss, double finalLossScore, double speedUpScore) {}
