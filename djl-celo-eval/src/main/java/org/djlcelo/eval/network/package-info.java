/**
 * The networks of the paper's evaluation tasks as DJL blocks.
 *
 * <p>Parameters have the tensors and the shapes of the reference (DJL's axis order within each),
 * since learned optimizers treat every tensor on its own; the operations are as few as the engine
 * allows, since many of these networks are so small that the calls cost more than the arithmetic.
 */
package org.djlcelo.eval.network;
