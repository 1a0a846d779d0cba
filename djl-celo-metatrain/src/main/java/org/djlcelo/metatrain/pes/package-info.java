/**
 * Persistent evolution strategies: an estimate of the meta-gradient from truncated unrolls.
 *
 * <p>Vicol, Metz and Sohl-Dickstein, "Unbiased gradient estimation in unrolled computation graphs
 * with persistent evolution strategies" (ICML 2021), in the form of learned_optimization's {@code
 * truncated_pes.py}, and noise-reuse evolution strategies ({@link
 * org.djlcelo.metatrain.pes.ReusingParticle}). The estimator knows neither optimizers nor tasks,
 * only {@link org.djlcelo.metatrain.pes.Trajectory trajectories} that turn meta-parameters into
 * losses; that is what the toy problem with a known gradient, the image networks and anything else
 * implement.
 */
package org.djlcelo.metatrain.pes;
