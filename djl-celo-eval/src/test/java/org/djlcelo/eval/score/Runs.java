package org.djlcelo.eval.score;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.task.DataUse;

/** Records with made-up curves. */
public final class Runs {

    private Runs() {}

    /** A finished run whose loss goes from 2 to a constant. */
    public static RunRecord of(String task, String optimizer, long seed, float loss) {
        return with(task, optimizer, "w1", seed, new float[] {2, loss, loss, loss, loss});
    }

    /** A finished run with given weights and losses at steps 0, 10, ... */
    public static RunRecord with(
            String task, String optimizer, String weights, long seed, float[] losses) {
        return record(task, optimizer, weights, seed, losses, 40, null);
    }

    /** A finished run of a number of steps, a multiple of ten. */
    public static RunRecord lasting(int steps, String task, String optimizer) {
        float[] losses = new float[steps / 10 + 1];
        Arrays.fill(losses, 1);
        return record(task, optimizer, "w1", 0, losses, steps, null);
    }

    /** A run that was given up. */
    public static RunRecord failed(String task, String optimizer, long seed, String message) {
        return record(task, optimizer, "w1", seed, new float[] {2}, 40, message);
    }

    /** A run of an optimizer at a learning rate, which its settings carry. */
    public static RunRecord atRate(String task, String family, String rate, long seed, float loss) {
        RunRecord run = of(task, family + "@" + rate, seed, loss);
        run.config().settings().put("learningRate", rate);
        return run;
    }

    /** The same run with another setting. */
    public static RunRecord setting(RunRecord run, String name, String value) {
        run.config().settings().put(name, value);
        return run;
    }

    /** The same run on data in place of other data. */
    public static RunRecord onDataInPlaceOf(RunRecord run, String original, String used) {
        return new RunRecord(
                run.format(),
                run.config(),
                List.of(new DataUse(used, "train", 10, "f00", "made up", "none", original)),
                run.versions(),
                run.machine(),
                run.weightsSource(),
                run.status(),
                run.message(),
                run.finishedAt(),
                run.seconds(),
                run.millisPerStep(),
                run.optimizerMillisPerStep(),
                run.curves());
    }

    private static RunRecord record(
            String task,
            String optimizer,
            String weights,
            long seed,
            float[] losses,
            int totalSteps,
            String failure) {
        int[] steps = new int[losses.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 10 * i;
        }
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("weights", weights);
        String family =
                optimizer.contains("@")
                        ? optimizer.substring(0, optimizer.indexOf('@'))
                        : optimizer;
        return new RunRecord(
                RunRecord.FORMAT,
                new RunRecord.Config(
                        task,
                        1,
                        "a task",
                        null,
                        optimizer,
                        family,
                        settings,
                        seed,
                        totalSteps,
                        "cpu",
                        Protocol.STANDARD),
                List.of(new DataUse("set", "train", 10, "f00", "made up <data> & more", "none")),
                new TreeMap<>(),
                new TreeMap<>(),
                optimizer.startsWith("celo") ? weights : null,
                failure == null ? RunRecord.Status.OK : RunRecord.Status.FAILED,
                failure,
                "2025-01-01T00:00:00Z",
                1,
                1,
                0.25,
                new Curves(
                        new float[0],
                        steps,
                        losses,
                        losses,
                        new float[0],
                        optimizer.equals("celo") ? new float[] {0.5f, 1, 2} : new float[0],
                        new float[0]));
    }
}
