package org.djlcelo.metatrain;

import java.util.function.Supplier;
import org.djlcelo.metatrain.inner.ImageMlpTask;
import org.djlcelo.metatrain.inner.InnerOptimizer;
import org.djlcelo.metatrain.inner.InnerRun;
import org.djlcelo.random.Key;

/**
 * Runs an optimizer on inner tasks, to choose between weights.
 *
 * <p>For the same seed every optimizer sees the same initial parameters and the same batches, so
 * differences are paired.
 *
 * @param horizon the steps T of a run
 * @param seeds runs to average over
 * @param key the random stream of initial parameters and batches
 */
record Judge(int horizon, int seeds, Key key) {

    /**
     * Training losses, averaged over seeds.
     *
     * @param mean over all steps
     * @param last of the trained parameters, on {@value InnerRun#FINAL_BATCHES} batches
     */
    record Verdict(double mean, double last) {}

    Verdict of(ImageMlpTask task, Supplier<? extends InnerOptimizer> optimizer) {
        double mean = 0;
        double last = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Key run = key.with(task.name()).with(seed);
            InnerRun.Losses losses = InnerRun.of(task, optimizer.get(), horizon, run);
            mean += losses.mean() / seeds;
            last += losses.last() / seeds;
        }
        return new Verdict(mean, last);
    }
}
