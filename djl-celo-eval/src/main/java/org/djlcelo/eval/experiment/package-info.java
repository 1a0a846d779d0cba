/**
 * Trains: (task, optimizer, seed, steps) in, one record file out.
 *
 * <p>Records are the only interface between running, scoring and reporting. A run that has its
 * record is not run again, so an interrupted campaign goes on where it stopped.
 */
package org.djlcelo.eval.experiment;
