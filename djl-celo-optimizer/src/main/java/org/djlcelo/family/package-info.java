/**
 * The family of learned optimizers behind one interface.
 *
 * <p>{@link org.djlcelo.family.LearnedRule} is one architecture: names and shapes of its weights,
 * random weights to begin with, and runs that move float arrays. Everything else follows from it: a
 * DJL optimizer ({@code org.djlcelo.optimizer.RuleOptimizer}), weight files, an inner optimizer of
 * meta-training, a contender of the evaluation. {@link org.djlcelo.family.LearnedRules} lists them.
 */
package org.djlcelo.family;
