/**
 * Inner training runs: what a learned optimizer is trained on.
 *
 * <p>An {@link org.djlcelo.metatrain.inner.InnerTask} is an optimizee with data; an {@link
 * org.djlcelo.metatrain.inner.LearnedOptimizer} moves its parameters; an {@link
 * org.djlcelo.metatrain.inner.Episodes} strings training runs together into the trajectory that the
 * gradient estimator unrolls. A task may be anything that gives a loss and a gradient; the four
 * image networks are written out in plain Java because they are evaluated millions of times.
 */
package org.djlcelo.metatrain.inner;
