package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.optimizer.CeloAdamOptimizer;
import org.djlcelo.optimizer.CeloOptimizer;
import org.djlcelo.optimizer.LearnedOptimizer;

/**
 * {@code trajectory_*.npz}: whole trainings, once with the recorded multipliers (close for the
 * first steps) and once free-running through the optimizers that users build.
 */
final class TrajectoryCheck implements GoldenCheck {

    private static final String DIGITS = "digits.npz";

    /** Steps over which two programs with the same multipliers stay close. */
    private static final int CLOSE_STEPS = 50;

    @Override
    public boolean knows(String fileName) {
        return fileName.matches("trajectory_(quadratic|mlp|conv)_.*\\.npz");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        boolean adam = file.name().contains("_celoadam_");
        Architecture architecture = adam ? Architecture.CELO_ADAM : Architecture.CELO;
        Optional<MetaParameters> theta = setting.weights(architecture);
        if (theta.isEmpty()) {
            findings.unchecked(file.name(), Setting.missing(architecture));
            return;
        }
        Optional<Problem> problem = problem(file);
        if (problem.isEmpty()) {
            findings.unchecked(file.name(), "needs its training data, " + DIGITS + ", beside it");
            return;
        }
        RecordedTraining training = new RecordedTraining(file, problem.get(), setting.device());
        if (adam && !setting.device().isGpu()) {
            findings.unchecked(file.name(), Setting.ONE_ADAM);
        }
        for (ReplayKernel kernel : adam ? setting.adamKernels() : setting.kernels()) {
            if (!adam) {
                withRecordedEta(
                        file, training, problem.get(), kernel, theta.get(), setting, findings);
            }
            freely(file, training, problem.get(), kernel, theta.get(), findings);
        }
    }

    private static Optional<Problem> problem(GoldenFile file) {
        if (file.name().startsWith("trajectory_quadratic")) {
            return Optional.of(new QuadraticProblem(file));
        }
        Path data = file.path().resolveSibling(DIGITS);
        if (!Files.exists(data)) {
            return Optional.empty();
        }
        GoldenFile digits = GoldenFile.read(data);
        return Optional.of(
                file.name().startsWith("trajectory_conv")
                        ? DigitsProblem.conv(file, digits)
                        : DigitsProblem.mlp(file, digits));
    }

    private static boolean scheduled(GoldenFile file) {
        return !file.name().contains("_phase1_");
    }

    /** The quadratic keeps the reference's layout, the networks have DJL's. */
    private static AxisOrder axisOrder(Problem problem) {
        return problem instanceof DigitsProblem ? AxisOrder.DJL : AxisOrder.REFERENCE;
    }

    private static void withRecordedEta(
            GoldenFile file,
            RecordedTraining training,
            Problem problem,
            ReplayKernel kernel,
            MetaParameters theta,
            Setting setting,
            Findings findings) {
        float[] eta = file.get("eta").values().clone();
        if (!scheduled(file)) {
            Arrays.fill(eta, 1);
        }
        Deviation losses = new Deviation();
        Deviation gradients = new Deviation();
        try (RecordedEta optimizer =
                new RecordedEta(
                        kernel,
                        UpdateRule.of(theta),
                        axisOrder(problem),
                        eta,
                        NDManager.newBaseManager(setting.device()))) {
            RecordedTraining.Result result =
                    training.train(optimizer, problem.newLoss(), CLOSE_STEPS);
            result.ids()
                    .forEach(
                            (name, id) ->
                                    gradients.relative(
                                            training.values("grads/step0/" + name),
                                            optimizer.firstGradients().get(id)));
            for (int i = 0; i < CLOSE_STEPS; i++) {
                losses.relative(file.get("loss").values()[i], result.losses()[i]);
            }
        }
        findings.compared(file, kernel.toString(), "first gradient", gradients, Tolerance.GRADIENT);
        findings.compared(
                file,
                kernel.toString(),
                "losses to step 50, recorded η",
                losses,
                TrajectoryCriterion.withRecordedEta(file.name()));
    }

    private static void freely(
            GoldenFile file,
            RecordedTraining training,
            Problem problem,
            ReplayKernel kernel,
            MetaParameters theta,
            Findings findings) {
        int steps = (int) file.get("num_steps").scalar();
        try (LearnedOptimizer optimizer =
                kernel.build(() -> optimizer(kernel, theta, file, problem))) {
            RecordedTraining.Result result =
                    training.train(optimizer, optimizer.observe(problem.newLoss()), steps);
            for (TrajectoryCriterion criterion : TrajectoryCriterion.freeRunning(file.name())) {
                findings.compared(
                        file,
                        kernel.toString(),
                        "free run, " + criterion.quantity(),
                        criterion.deviation(file.get("loss").values(), result.losses()),
                        criterion.tolerance());
            }
        }
    }

    private static LearnedOptimizer optimizer(
            ReplayKernel kernel, MetaParameters theta, GoldenFile file, Problem problem) {
        int steps = (int) file.get("num_steps").scalar();
        if (theta.architecture().name().equals(Architecture.CELO_ADAM.name())) {
            return CeloAdamOptimizer.builder()
                    .setTotalSteps(steps)
                    .optWeights(theta)
                    .optParallelism(kernel.threads())
                    .build();
        }
        return CeloOptimizer.builder()
                .setTotalSteps(steps)
                .optWeights(theta)
                .optScheduler(scheduled(file))
                .optAxisOrder(axisOrder(problem))
                .optParallelism(kernel.threads())
                .build();
    }
}
