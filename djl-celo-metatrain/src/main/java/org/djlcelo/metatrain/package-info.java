/**
 * Meta-training: the outer loop that turns inner tasks into weights, its checkpoints and its
 * command line.
 *
 * <p>{@link org.djlcelo.metatrain.MetaTraining} runs the stages; {@link
 * org.djlcelo.metatrain.Settings} is everything a run depends on. Estimating gradients is {@code
 * org.djlcelo.metatrain.pes}, inner training runs are {@code org.djlcelo.metatrain.inner}.
 */
package org.djlcelo.metatrain;
