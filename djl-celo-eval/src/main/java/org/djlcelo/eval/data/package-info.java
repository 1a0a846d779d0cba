/**
 * What data the paper's tasks get: which part of a set they train on, what stands in for a set that
 * is not at hand, and how text becomes sequences of tokens.
 *
 * <p>A {@link org.djlcelo.eval.data.DataPlan} answers for a data set by its usual name ({@code
 * cifar10}, {@code lm1b}); what it hands out knows what it really is.
 */
package org.djlcelo.eval.data;
