/**
 * The optimizers under evaluation, each with its settings as a value.
 *
 * <p>A {@link org.djlcelo.eval.contender.Contender} is what a record names; {@link
 * org.djlcelo.eval.contender.Contender#start starting} it gives a {@link
 * org.djlcelo.eval.contender.Rig}, the live optimizer of one run. {@link
 * org.djlcelo.eval.contender.ContenderCatalog} turns names into contenders.
 */
package org.djlcelo.eval.contender;
