/**
 * What is trained: networks with their initial values, losses and data.
 *
 * <p>An {@link org.djlcelo.eval.task.EvalTask} is a description; {@link
 * org.djlcelo.eval.task.EvalTask#open opening} it on a data source gives a {@link
 * org.djlcelo.eval.task.Workload}, from which any number of runs start. All randomness is a
 * function of a key, so that every optimizer meets the same initial values and the same batches.
 */
package org.djlcelo.eval.task;
