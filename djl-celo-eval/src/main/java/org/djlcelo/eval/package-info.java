/**
 * Shows on real data what optimizers are worth: runs experiments, scores them, reports, and checks
 * the code against recorded numbers.
 *
 * <p>{@link org.djlcelo.eval.Main} is the command line. {@code task} says what is trained, {@code
 * contender} with which optimizer, {@code experiment} trains and writes one record file per run;
 * {@code score} and {@code report} read nothing but records. {@code verify} replays golden files.
 */
package org.djlcelo.eval;
