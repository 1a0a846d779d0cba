/**
 * Products of small matrices, which networks over elements, LSTMs and Newton-Schulz iterations
 * consist of.
 *
 * <p>{@link org.djlcelo.matrix.Products} is in plain Java or, where the JVM has it, with the Vector
 * API.
 */
package org.djlcelo.matrix;
