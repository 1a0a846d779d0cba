/**
 * Jobs: runs in child JVMs, because DJL allows one gradient collector per JVM.
 *
 * <p>A parent sends {@link org.djlcelo.eval.jobs.Order orders} to a child's standard input and
 * reads {@link org.djlcelo.eval.jobs.Reply replies} from its standard output, one per line. Only
 * the parent writes records. A child whose input ends, as it does when the parent dies, ends at
 * once.
 */
package org.djlcelo.eval.jobs;
