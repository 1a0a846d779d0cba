/**
 * Learned optimizers for DJL's {@code Trainer}: what a user touches.
 *
 * <p>Start at {@link org.djlcelo.optimizer.CeloOptimizer}.
 */
package org.djlcelo.optimizer;
