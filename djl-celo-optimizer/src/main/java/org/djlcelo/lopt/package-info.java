/**
 * What Celo is: meta-parameters theta, the update rule per parameter, the scheduler per step.
 *
 * <p>The step of the rule is in {@link org.djlcelo.lopt.UpdateRule}, the formula of the learned
 * multiplier η in {@link org.djlcelo.lopt.Scheduler}. How the rule is computed fast is in {@code
 * org.djlcelo.kernel}; how DJL drives it is in {@code org.djlcelo.optimizer}.
 */
package org.djlcelo.lopt;
