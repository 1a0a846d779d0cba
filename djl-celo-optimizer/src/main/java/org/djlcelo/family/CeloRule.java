package org.djlcelo.family;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.UpdateRule;

/**
 * Celo as one of the family: {@link UpdateRule} by the kernels, with or without {@link Scheduler}.
 *
 * <p>{@code org.djlcelo.optimizer.CeloOptimizer} computes the same on the parameters' own memory
 * and on accelerators; use that to train.
 */
public final class CeloRule implements LearnedRule {

    /** Celo with its scheduler. */
    public static final CeloRule SCHEDULED = new CeloRule(true);

    /** Celo's update rule alone, with η = 1. */
    public static final CeloRule ALONE = new CeloRule(false);

    private final boolean scheduled;

    private CeloRule(boolean scheduled) {
        this.scheduled = scheduled;
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return architecture().name();
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return scheduled
                ? "Celo: a rule per parameter and a learned schedule"
                : "Celo's rule alone";
    }

    /** {@inheritDoc} */
    @Override
    public Architecture architecture() {
        return scheduled ? Architecture.CELO : Architecture.CELO_RULE;
    }

    /** {@inheritDoc} */
    @Override
    public Set<Need> needs() {
        return scheduled ? Set.of(Need.LOSS, Need.TOTAL_STEPS) : Set.of();
    }

    /** {@inheritDoc} */
    @Override
    public LearnedRun begin(MetaParameters theta, RunPlan plan) {
        return scheduled ? new ScheduledRun(theta, plan) : new RuleRun(theta, plan);
    }

    /** The rule alone. */
    private static class RuleRun implements LearnedRun {

        private final CpuKernel kernel;
        private final List<TensorState> states;
        private UpdateRule rule;

        RuleRun(MetaParameters theta, RunPlan plan) {
            kernel = plan.kernel().create(plan.threads());
            states = plan.tensors().stream().map(TensorState::new).toList();
            rule = UpdateRule.of(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            rule = UpdateRule.of(theta);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            for (int t = 0; t < parameters.length; t++) {
                kernel.update(
                        rule,
                        states.get(t),
                        FloatBuffer.wrap(parameters[t]),
                        FloatBuffer.wrap(gradients[t]),
                        multiplier);
            }
        }

        @Override
        public RunState state() {
            return new RunState(shared(), states.stream().map(TensorState::arrays).toList());
        }

        /** Returns what is saved beside the tensors' states. */
        Map<String, float[]> shared() {
            return Map.of();
        }

        @Override
        public void close() {
            kernel.close();
        }
    }

    private static final class ScheduledRun extends RuleRun {

        private final SchedulerState schedule;
        private Scheduler scheduler;

        ScheduledRun(MetaParameters theta, RunPlan plan) {
            super(theta, plan);
            scheduler = Scheduler.of(theta);
            schedule = scheduler.newState(plan.totalSteps());
        }

        @Override
        public void use(MetaParameters theta) {
            super.use(theta);
            scheduler = Scheduler.of(theta);
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            float eta = scheduler.step(schedule, loss);
            super.step(loss, eta * multiplier, parameters, gradients);
        }

        @Override
        Map<String, float[]> shared() {
            SchedulerState.Snapshot now = schedule.snapshot();
            Map<String, float[]> arrays = new LinkedHashMap<>();
            arrays.put("steps", new float[] {now.step()});
            arrays.put("lossCount", new float[] {now.lossCount()});
            arrays.put("eta", new float[] {now.lastEta()});
            arrays.put("lossMeans", now.lossMeans());
            arrays.put("lossMinima", now.lossMinima());
            arrays.put("hidden", now.hidden());
            arrays.put("cell", now.cell());
            return arrays;
        }

        @Override
        public void restore(RunState saved) {
            super.restore(saved);
            Map<String, float[]> s = saved.shared();
            schedule.restore(
                    new SchedulerState.Snapshot(
                            (int) s.get("steps")[0],
                            (int) s.get("lossCount")[0],
                            s.get("eta")[0],
                            s.get("lossMeans"),
                            s.get("lossMinima"),
                            s.get("hidden"),
                            s.get("cell")));
        }
    }
}
