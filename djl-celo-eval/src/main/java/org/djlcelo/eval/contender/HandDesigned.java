package org.djlcelo.eval.contender;

import java.util.function.Function;
import org.djlcelo.baselines.AdaBelief;
import org.djlcelo.baselines.AdaGrad;
import org.djlcelo.baselines.Adafactor;
import org.djlcelo.baselines.Adam;
import org.djlcelo.baselines.AdamW;
import org.djlcelo.baselines.Fromage;
import org.djlcelo.baselines.Graft;
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
    ADAM(
            "adam-optax",
            "Adam with 1e-8 inside the root, too",
            rate -> Adam.builder().setLearningRate(rate).build()) {
        @Override
        String family() {
            return AdamContender.FAMILY;
        }
    },

    /** AdamW with decay 1e-4. */
    ADAMW(
            "adamw",
            "AdamW, weight decay 1e-4",
            rate -> AdamW.builder().setLearningRate(rate).build()),

    /** RAdam. */
    RADAM("radam", "RAdam", rate -> RAdam.builder().setLearningRate(rate).build()),

    /** Yogi. */
    YOGI("yogi", "Yogi", rate -> Yogi.builder().setLearningRate(rate).build()),

    /** AdaBelief. */
    ADABELIEF("adabelief", "AdaBelief", rate -> AdaBelief.builder().setLearningRate(rate).build()),

    /** LAMB without weight decay. */
    LAMB("lamb", "LAMB", rate -> Lamb.builder().setLearningRate(rate).build()),

    /** LARS without weight decay. */
    LARS("lars", "LARS, momentum 0.9", rate -> Lars.builder().setLearningRate(rate).build()),

    /** RMSProp without momentum. */
    RMSPROP("rmsprop", "RMSProp", rate -> RmsProp.builder().setLearningRate(rate).build()),

    /** Adafactor without momentum. */
    ADAFACTOR("adafactor", "Adafactor", rate -> Adafactor.builder().setLearningRate(rate).build()),

    /** AdaGrad. */
    ADAGRAD("adagrad", "AdaGrad", rate -> AdaGrad.builder().setLearningRate(rate).build()),

    /** SM3. */
    SM3("sm3", "SM3, momentum 0.9", rate -> Sm3.builder().setLearningRate(rate).build()),

    /** SGD with momentum. */
    SGDM("sgdm", "SGD, momentum 0.9", rate -> Sgdm.builder().setLearningRate(rate).build()),

    /** SGD. */
    SGD(
            "sgd",
            "SGD without momentum",
            rate -> Sgdm.builder().setLearningRate(rate).optMomentum(0).build()),

    /** Fromage. */
    FROMAGE("fromage", "Fromage", rate -> Fromage.builder().setLearningRate(rate).build()),

    /** Shampoo with the step sizes of SGD. */
    SHAMPOO_SGD(
            "shampoo-sgd",
            "Shampoo with SGD's step sizes, roots every step",
            rate -> shampoo(rate, Graft.SGD, 1)),

    /** Shampoo with the step sizes of AdaGrad. */
    SHAMPOO_ADAGRAD(
            "shampoo-adagrad",
            "Shampoo with AdaGrad's step sizes, roots every step",
            rate -> shampoo(rate, Graft.ADAGRAD, 1)),

    /** Shampoo with the step sizes of SGD and rarer roots. */
    SHAMPOO_SGD_20(
            "shampoo-sgd-20",
            "Shampoo with SGD's step sizes, roots every 20 steps",
            rate -> shampoo(rate, Graft.SGD, 20)),

    /** Shampoo with the step sizes of AdaGrad and rarer roots. */
    SHAMPOO_ADAGRAD_20(
            "shampoo-adagrad-20",
            "Shampoo with AdaGrad's step sizes, roots every 20 steps",
            rate -> shampoo(rate, Graft.ADAGRAD, 20));

    private final String contenderName;
    private final String summary;
    private final Function<Float, HandDesignedOptimizer> factory;

    HandDesigned(
            String contenderName, String summary, Function<Float, HandDesignedOptimizer> factory) {
        this.contenderName = contenderName;
        this.summary = summary;
        this.factory = factory;
    }

    private static Shampoo shampoo(float rate, Graft graft, int rootInterval) {
        return Shampoo.builder()
                .setLearningRate(rate)
                .setGraft(graft)
                .optRootInterval(rootInterval)
                .build();
    }

    /**
     * Creates the optimizer at a constant learning rate.
     *
     * @param learningRate the rate, at least 0
     * @return the optimizer, to be closed by the caller
     */
    public HandDesignedOptimizer optimizer(float learningRate) {
        return factory.apply(learningRate);
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
