package org.djlcelo.eval.bench;

import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.util.Optional;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.optimizer.CeloOptimizer;

/**
 * An optimizer with what a training loop has to do for it.
 *
 * @param optimizer the optimizer
 * @param celo the same object if it is Celo, which wants to know the loss; else null
 * @param end ends what the optimizer holds
 */
record BenchOptimizer(Optimizer optimizer, CeloOptimizer celo, Runnable end)
        implements AutoCloseable {

    /** The system property by which optimizers choose their kernel. */
    private static final String KERNEL = "org.djlcelo.kernel";

    /** More than is ever run, so that training never goes past its end. */
    private static final int TOTAL_STEPS = 10_000_000;

    static BenchOptimizer of(Racer racer, HeatSettings settings) {
        return switch (racer) {
            case ADAM -> new BenchOptimizer(Optimizer.adam().build(), null, () -> {});
            case ADAMW -> new BenchOptimizer(Optimizer.adamW().build(), null, () -> {});
            case CELO_NAIVE -> {
                NaiveCelo naive = new NaiveCelo(UpdateRule.of(settings.theta()));
                yield new BenchOptimizer(naive, null, naive::close);
            }
            case BOUND -> throw new IllegalArgumentException("The bound is no optimizer");
            default -> {
                CeloOptimizer celo = celo(racer.kernel(), settings);
                yield new BenchOptimizer(celo, celo, celo::close);
            }
        };
    }

    private static CeloOptimizer celo(Optional<String> kernel, HeatSettings settings) {
        kernel.ifPresent(name -> System.setProperty(KERNEL, name));
        try {
            return CeloOptimizer.builder()
                    .setTotalSteps(TOTAL_STEPS)
                    .optWeights(settings.theta())
                    .optParallelism(settings.threads())
                    .build();
        } finally {
            System.clearProperty(KERNEL);
        }
    }

    /** The loss for a training configuration. */
    Loss observe(Loss loss) {
        return celo == null ? loss : celo.observe(loss);
    }

    /** Tells the loss of a step in which no loss is computed. */
    void observe(float loss) {
        if (celo != null) {
            celo.observe(loss);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        end.run();
    }
}
