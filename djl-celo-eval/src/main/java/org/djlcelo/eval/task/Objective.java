package org.djlcelo.eval.task;

import ai.djl.training.loss.Loss;
import java.util.Optional;

/** What a network is to do with an image. */
enum Objective {

    /** Name its class: mean cross-entropy of the softmax, in nats. */
    CLASSIFY {
        @Override
        Loss newLoss() {
            return Loss.softmaxCrossEntropyLoss();
        }

        @Override
        Optional<Measure> measure() {
            return Optional.of(Measure.ACCURACY);
        }
    },

    /** Reproduce it: mean over batch and pixels of (x - sigmoid(output))². */
    RECONSTRUCT {
        @Override
        Loss newLoss() {
            return new SigmoidSquaredError();
        }

        @Override
        Optional<Measure> measure() {
            return Optional.empty();
        }
    };

    abstract Loss newLoss();

    abstract Optional<Measure> measure();
}
