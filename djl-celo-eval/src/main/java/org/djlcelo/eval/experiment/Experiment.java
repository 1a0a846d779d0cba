package org.djlcelo.eval.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.task.DataUse;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Workload;

/**
 * One run to be made: everything that decides its result.
 *
 * @param task what is trained
 * @param workload the task's data
 * @param contender the optimizer
 * @param seed the seed of initial values and batches, the same for all optimizers
 * @param steps training steps, at least 1
 * @param protocol when and how much is evaluated
 */
public record Experiment(
        EvalTask task,
        Workload workload,
        Contender contender,
        long seed,
        int steps,
        Protocol protocol) {

    /**
     * Returns the configuration for the record.
     *
     * @param device the kind of device that it runs on
     * @return everything that decides the result
     */
    public RunRecord.Config config(String device) {
        return new RunRecord.Config(
                task.name(),
                task.revision(),
                task.summary(),
                workload.measure().map(Enum::name).orElse(null),
                contender.name(),
                contender.family(),
                contender.settings(),
                seed,
                steps,
                device,
                protocol);
    }

    /**
     * Returns the name of the record's file: readable parts, then a hash over everything that
     * decides the result, the identifiers of data and of learned weights among it. Versions of Java
     * and of the engine are not part of it: they are in the record, and change results by rounding.
     *
     * @param device the kind of device that it runs on
     * @return for instance {@code letters-mlp_celo_seed0_T1000_3f2a90b1.json}
     */
    public String fileName(String device) {
        RunRecord.Config config = config(device);
        StringJoiner identity = new StringJoiner("|");
        identity.add("format " + RunRecord.FORMAT)
                .add(config.task() + " revision " + config.taskRevision())
                .add(dataFingerprint(workload.data()))
                .add(config.optimizer())
                .add(config.settings().toString())
                .add("seed " + seed)
                .add("steps " + steps)
                .add(device)
                .add(protocol.toString());
        return String.join(
                        "_",
                        config.task(),
                        config.optimizer(),
                        "seed" + seed,
                        "T" + steps,
                        hash(identity.toString()))
                + ".json";
    }

    /**
     * Returns the record of this experiment.
     *
     * @param environment where it ran
     * @param cost what it took
     * @param failure one sentence, or null if it went well
     * @param curves what was measured
     * @return the record, ended now
     */
    public RunRecord record(
            Environment environment, RunRecord.Cost cost, String failure, Curves curves) {
        return new RunRecord(
                RunRecord.FORMAT,
                config(environment.deviceType()),
                workload.data(),
                environment.versions(),
                environment.machine(),
                contender.weightsSource().orElse(null),
                failure == null ? RunRecord.Status.OK : RunRecord.Status.FAILED,
                failure,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                cost.seconds(),
                cost.millisPerStep(),
                cost.optimizerMillisPerStep(),
                curves);
    }

    private static String dataFingerprint(List<DataUse> data) {
        StringJoiner fingerprint = new StringJoiner("+");
        data.forEach(use -> fingerprint.add(use.name() + ":" + use.fingerprint()));
        return fingerprint.toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
