package org.djlcelo.eval.campaign;

import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Workload;

/**
 * A task with its data.
 *
 * @param task the task
 * @param workload its data
 */
public record OpenTask(EvalTask task, Workload workload) {}
