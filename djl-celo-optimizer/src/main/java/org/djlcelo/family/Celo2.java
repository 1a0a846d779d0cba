package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.NamedTensors;

/**
 * Celo2 and Celo2-base (amoudgl/celo, {@code celo2_optax.py}): a learned direction of a fixed size,
 * for a rate that comes from outside; 347 weights. How each tensor moves is in {@link Celo2Tensor}.
 *
 * <pre>
 *   o = first output of mlp(x̂)
 *   p ← p - 0.001 · rms-normalised(o)                        Celo2-base, every tensor
 *   p ← p - 0.001 · rms-normalised(orthogonalised(o))        Celo2, from rank 2 on
 *   p ← p - 0.02 · m / sqrt(v + 1e-8)                        Celo2, scalars and vectors
 * </pre>
 *
 * <p>Means for both normalisations go over a matrix, of a tensor of higher rank over each of its
 * matrices ({@link Matrices}). Vectors have 15 features only. m and v of the last line are those of
 * Adam with decays 0.9 and 0.95, not corrected. The original takes Adam for what is named a bias;
 * here that is every tensor of rank 0 or 1. Neither loss nor planned length count.
 */
public final class Celo2 implements ArrayRule {

    /** With orthogonalisation, and Adam for scalars and vectors. */
    public static final Celo2 FULL = new Celo2("celo2", true);

    /** The learned direction for every tensor. */
    public static final Celo2 BASE = new Celo2("celo2-base", false);

    private static final int WIDTH = 8;

    private static final Architecture ARCHITECTURE =
            new Architecture("celo2", NamedTensors.rule(WIDTH));

    private final String name;
    private final boolean full;

    private Celo2(String name, boolean full) {
        this.name = name;
        this.full = full;
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public String summary() {
        return full
                ? "Celo2: a learned, orthogonalised direction; Adam for vectors"
                : "Celo2-base: a learned direction of a fixed size";
    }

    /** {@inheritDoc} */
    @Override
    public Architecture architecture() {
        return ARCHITECTURE;
    }

    /** {@inheritDoc} */
    @Override
    public Set<Need> needs() {
        return Set.of(Need.LEARNING_RATE);
    }

    /** {@inheritDoc} */
    @Override
    public LearnedRun begin(MetaParameters theta, RunPlan plan) {
        return new Run(this, theta, plan);
    }

    /** {@inheritDoc} */
    @Override
    public ArrayRun beginOnArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        return new Celo2Arrays(this, theta, plan, manager);
    }

    private static final class Run implements LearnedRun {

        private final CpuKernel kernel;
        private final List<Celo2Tensor> tensors;

        Run(Celo2 celo2, MetaParameters theta, RunPlan plan) {
            kernel = plan.kernel().create(plan.threads());
            tensors = plan.tensors().stream().map(layout -> celo2.tensor(layout, kernel)).toList();
            use(theta);
        }

        @Override
        public void use(MetaParameters theta) {
            Mlp mlp = Mlp.of(theta);
            for (Celo2Tensor tensor : tensors) {
                if (tensor instanceof Celo2Tensor.Learned learned) {
                    learned.use(mlp);
                }
            }
        }

        @Override
        public void step(float loss, float multiplier, float[][] parameters, float[][] gradients) {
            for (int t = 0; t < parameters.length; t++) {
                tensors.get(t).move(multiplier, parameters[t], gradients[t]);
            }
        }

        @Override
        public RunState state() {
            return new RunState(Map.of(), tensors.stream().map(Celo2Tensor::arrays).toList());
        }

        @Override
        public void close() {
            kernel.close();
        }
    }

    private Celo2Tensor tensor(TensorLayout layout, CpuKernel kernel) {
        return full && !layout.isFactored()
                ? new Celo2Tensor.Adam(layout.size())
                : new Celo2Tensor.Learned(layout, full, kernel);
    }
}
