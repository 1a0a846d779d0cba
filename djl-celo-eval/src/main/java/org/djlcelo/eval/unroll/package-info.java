/**
 * Training a small network with a learned optimizer for some steps, as one function of the
 * optimizer's parameters, with its exact gradient: forward and reverse, written out over float
 * arrays.
 *
 * <p>Reverse mode by hand. {@link org.djlcelo.eval.unroll.UnrolledTraining} walks the steps forward
 * and keeps each step's intermediate values in passes ({@code MlpPass}, {@code TensorPass}, {@code
 * StatisticPass}); walking back, each part turns the adjoint of its results, the derivative of the
 * outer loss by them, into the adjoint of what it was given. {@code x} being a value, its adjoint
 * is called just that, {@code adjoint}.
 *
 * <p>Loops are written for HotSpot's auto-vectoriser, see {@link org.djlcelo.metatrain.inner.Rows}:
 * whole arrays from index 0, few terms, no branches.
 */
package org.djlcelo.eval.unroll;
