package org.djlcelo.baselines;

import java.util.List;
import java.util.function.Supplier;

/**
 * An optimizer under contract.
 *
 * @param name its name in the recordings
 * @param builder makes a builder that lacks the learning rate only
 * @param quadraticRate a rate at which 500 steps solve the quadratic
 * @param traits what it does differently from most
 */
record Subject(
        String name,
        Supplier<HandDesignedBuilder<?>> builder,
        float quadraticRate,
        Trait... traits) {

    /** What distinguishes some optimizers. */
    enum Trait {
        /** Entries influence each other. */
        WHOLE_TENSOR,
        /** Moves from its start without a gradient: decays, shrinks, or starts with a momentum. */
        RESTLESS,
        /** Weight decay is no part of the gradient. */
        OWN_DECAY,
        /** Has nothing to remember. */
        STATELESS,
        /** ρ is a small difference of large numbers: recordings are matched less closely. */
        ILL_CONDITIONED
    }

    static final Subject[] ALL = {
        new Subject("adam", Adam::builder, 0.05f),
        new Subject("adamw", AdamW::builder, 0.05f, Trait.RESTLESS, Trait.OWN_DECAY),
        new Subject("radam", RAdam::builder, 0.05f, Trait.ILL_CONDITIONED),
        new Subject("yogi", Yogi::builder, 0.05f, Trait.RESTLESS),
        new Subject("adabelief", AdaBelief::builder, 0.05f),
        new Subject("lamb", Lamb::builder, 0.02f, Trait.WHOLE_TENSOR, Trait.OWN_DECAY),
        new Subject("lars", Lars::builder, 2, Trait.WHOLE_TENSOR),
        new Subject("rmsprop", RmsProp::builder, 0.01f),
        new Subject("adafactor", Adafactor::builder, 0.03f, Trait.WHOLE_TENSOR),
        new Subject("adagrad", AdaGrad::builder, 0.5f),
        new Subject("sm3", Sm3::builder, 0.5f, Trait.WHOLE_TENSOR),
        new Subject("sgdm", Sgdm::builder, 0.05f),
        new Subject("sgd", () -> Sgdm.builder().optMomentum(0), 0.3f, Trait.STATELESS),
        new Subject(
                "fromage",
                Fromage::builder,
                0.01f,
                Trait.WHOLE_TENSOR,
                Trait.RESTLESS,
                Trait.STATELESS),
        new Subject("nadamw_constant", NAdamW::builder, 0.05f, Trait.OWN_DECAY),
        new Subject("shampoo_sgd", () -> shampoo(Graft.SGD), 0.05f, Trait.WHOLE_TENSOR),
        new Subject("shampoo_adagrad", () -> shampoo(Graft.ADAGRAD), 0.1f, Trait.WHOLE_TENSOR),
    };

    private static Shampoo.Builder shampoo(Graft graft) {
        return Shampoo.builder().setGraft(graft).optKernelLayout(KernelLayout.OUTPUT_LAST);
    }

    boolean is(Trait trait) {
        return List.of(traits).contains(trait);
    }

    HandDesignedOptimizer at(float rate) {
        HandDesignedBuilder<?> fresh = builder.get();
        fresh.setLearningRate(rate);
        return fresh.build();
    }

    HandDesignedOptimizer forQuadratic() {
        return at(quadraticRate);
    }

    @Override
    public String toString() {
        return name;
    }
}
