package org.djlcelo.eval.contender;

import java.util.function.Supplier;
import org.djlcelo.baselines.AdaBelief;
import org.djlcelo.baselines.AdaGrad;
import org.djlcelo.baselines.Adafactor;
import org.djlcelo.baselines.Adam;
import org.djlcelo.baselines.AdamW;
import org.djlcelo.baselines.Fromage;
import org.djlcelo.baselines.Graft;
import org.djlcelo.baselines.HandDesignedBuilder;
import org.djlcelo.baselines.HandDesignedOptimizer;
import org.djlcelo.baselines.Lamb;
import org.djlcelo.baselines.Lars;
import org.djlcelo.baselines.RAdam;
import org.djlcelo.baselines.RmsProp;
import org.djlcelo.baselines.Sgdm;
import org.djlcelo.baselines.Shampoo;
import org.djlcelo.baselines.Sm3;
import org.djlcelo.baselines.Yogi;

/** The optimizers of the paper that are tuned by their learning rate alone, at its settings. */
public enum HandDesigned {

    /** Adam as the paper tunes it; it counts as Adam in scores. */
    ADAM("adam-optax", "Adam with 1e-8 inside the root, too", Adam::builder) {
        @Override
        String family() {
            return AdamContender.FAMILY;
        }
    },

    /** AdamW with decay 1e-4. */
    ADAMW("adamw", "AdamW, weight decay 1e-4", AdamW::builder),

    /** RAdam. */
    RADAM("radam", "RAdam", RAdam::builder),

    /** Yogi. */
    YOGI("yogi", "Yogi", Yogi::builder),

    /** AdaBelief. */
    ADABELIEF("adabelief", "AdaBelief", AdaBelief::builder),

    /** LAMB without weight decay. */
    LAMB("lamb", "LAMB", Lamb::builder),

    /** LARS without weight decay. */
    LARS("lars", "LARS, momentum 0.9", Lars::builder),

    /** RMSProp without momentum. */
    RMSPROP("rmsprop", "RMSProp", RmsProp::builder),

    /** Adafactor without momentum. */
    ADAFACTOR("adafactor", "Adafactor", Adafactor::builder),

    /** AdaGrad. */
    ADAGRAD("adagrad", "AdaGrad", AdaGrad::builder),

    /** SM3. */
    SM3("sm3", "SM3, momentum 0.9", Sm3::builder),

    /** SGD with momentum. */
    SGDM("sgdm", "SGD, momentum 0.9", Sgdm::builder),

    /** SGD. */
    SGD("sgd", "SGD without momentum", () -> Sgdm.builder().optMomentum(0)),

    /** Fromage. */
    FROMAGE("fromage", "Fromage", Fromage::builder),

    /** Shampoo with the step sizes of SGD. */
    SHAMPOO_SGD(
            "shampoo-sgd",
            "Shampoo with SGD's step sizes, roots every step",
            () -> shampoo(Graft.SGD, 1)),

    /** Shampoo with the step sizes of AdaGrad. */
    SHAMPOO_ADAGRAD(
            "shampoo-adagrad",
            "Shampoo with AdaGrad's step sizes, roots every step",
            () -> shampoo(Graft.ADAGRAD, 1)),

    /** Shampoo with the step sizes of SGD and rarer roots. */
    SHAMPOO_SGD_20(
            "shampoo-sgd-20",
            "Shampoo with SGD's step sizes, roots every 20 steps",
            () -> shampoo(Graft.SGD, 20)),

    /** Shampoo with the step sizes of AdaGrad and rarer roots. */
    SHAMPOO_ADAGRAD_20(
            "shampoo-adagrad-20",
            "Shampoo with AdaGrad's step sizes, roots every 20 steps",
            () -> shampoo(Graft.ADAGRAD, 20));

    private final String contenderName;
    private final String summary;
    private final Supplier<HandDesignedBuilder<?>> builders;

    HandDesigned(String contenderName, String summary, Supplier<HandDesignedBuilder<?>> builders) {
        this.contenderName = contenderName;
        this.summary = summary;
        this.builders = builders;
    }

    private static Shampoo.Builder shampoo(Graft graft, int rootInterval) {
        return Shampoo.builder().setGraft(graft).optRootInterval(rootInterval);
    }

    /**
     * Creates the optimizer at a constant learning rate.
     *
     * @param learningRate the rate, at least 0
     * @return the optimizer, to be closed by the caller
     */
    public HandDesignedOptimizer optimizer(float learningRate) {
        HandDesignedBuilder<?> builder = builders.get();
        builder.setLearningRate(learningRate);
        return builder.build();
    }

    String contenderName() {
        return contenderName;
    }

    String family() {
        return contenderName;
    }

    String summary() {
        return summary;
    }
}
