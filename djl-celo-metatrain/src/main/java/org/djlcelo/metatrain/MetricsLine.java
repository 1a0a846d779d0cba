package org.djlcelo.metatrain;

import java.util.Map;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param stage which stage
 * @param iteration meta-iterations done in this stage
 * @param loss the meta-loss, mean over tasks
 * @param tasks the meta-loss of each task
 * @param gradientNorm L2 norm of the estimated gradient, after non-finite entries became 0
 * @param thetaNorm L2 norm of the trained meta-parameters
 * @param seconds time spent training since the run began, over all its processes
 */
record MetricsLine(
        String stage,
        int iteration,
        double loss,
        Map<String, Double> tasks,
        double gradientNorm,
        double thetaNorm,
        double seconds) {

    MetricsLine at(double time) {
        return new MetricsLine(
                stage,
                iteration,
                loss,
                tasks,
                gradientNorm,
                thetaNorm,
                Math.round(time * 1e3) / 1e3);
    }
}
