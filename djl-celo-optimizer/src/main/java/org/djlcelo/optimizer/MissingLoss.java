package org.djlcelo.optimizer;

/** The error of a step for which no training loss was seen, with the line to add. */
final class MissingLoss {

    private MissingLoss() {}

    static IllegalStateException at(int step) {
        return new IllegalStateException(
                "The learned optimizer saw no training loss before step "
                        + step
                        + ". Give the training configuration the observed loss: new"
                        + " DefaultTrainingConfig(celo.observe(Loss.softmaxCrossEntropyLoss())), or"
                        + " call celo.observe(loss) before trainer.step() in a loop of your own");
    }
}
