package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.chart.Palette;
import org.djlcelo.chart.Series;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.InnerOptimizer;
import org.djlcelo.metatrain.inner.InnerRun;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.ScheduledOptimizer;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;

/** The learned schedule, seen in runs of lengths that training hardly ever had. */
final class Schedules {

    /** Inside, at the edges and outside of the 100 to 2000 steps trained on. */
    private static final int[] HORIZONS = {150, 300, 700, 3000};

    private Schedules() {}

    /** Notes the multiplier of each step. */
    private record Recorder(ScheduledOptimizer optimizer, double[] etas, int[] step)
            implements InnerOptimizer {

        Recorder(ScheduledOptimizer optimizer, int steps) {
            this(optimizer, new double[steps], new int[1]);
        }

        @Override
        public void restart(int totalSteps) {
            optimizer.restart(totalSteps);
        }

        @Override
        public void update(float loss, float[][] parameters, float[][] gradients) {
            optimizer.update(loss, parameters, gradients);
            etas[step[0]++] = optimizer.lastEta();
        }
    }

    /** One line per horizon: η over the share of the run that is done. */
    static List<Series> of(MetaParameters theta, InnerTask task) {
        List<Series> series = new ArrayList<>();
        for (int horizon : HORIZONS) {
            Recorder recorder =
                    new Recorder(
                            LearnedOptimizers.create(Stage.SCHEDULER, theta, task.layouts()),
                            horizon);
            InnerRun.of(task, recorder, horizon, Key.of(0).with("schedule").with(horizon));
            double[] progress = new double[horizon];
            Arrays.setAll(progress, step -> (double) step / horizon);
            series.add(
                    new Series(
                            horizon + " steps",
                            Palette.shade(series.size(), HORIZONS.length),
                            progress,
                            recorder.etas()));
        }
        return series;
    }
}
