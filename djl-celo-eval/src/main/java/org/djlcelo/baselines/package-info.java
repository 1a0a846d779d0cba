/**
 * Hand-designed optimizers for DJL, as the Celo paper compares with them (arXiv 2501.12670).
 *
 * <p>They work in any DJL {@link ai.djl.training.Trainer} on CPU devices: each {@link
 * org.djlcelo.baselines.HandDesignedOptimizer} keeps its state in Java's memory and updates the
 * parameter's own memory. Formulas, constants and rounding are those of the published
 * implementations (optax, learned_optimization, scalable Shampoo), checked against numbers recorded
 * from them. One class per optimizer; a {@link org.djlcelo.baselines.TensorRule} is its state and
 * formula for one tensor.
 */
package org.djlcelo.baselines;
