package org.djlcelo.eval.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the curves of a run, so that a failed run still has those of its first part. */
final class CurveRecorder {

    private final List<Float> trainLoss = new ArrayList<>();
    private final List<Integer> evalSteps = new ArrayList<>();
    private final List<Float> evalTrainLoss = new ArrayList<>();
    private final List<Float> evalTestLoss = new ArrayList<>();
    private final List<Float> evalTestMeasure = new ArrayList<>();
    private final List<Float> evalValidLoss = new ArrayList<>();
    private final List<Float> eta = new ArrayList<>();

    void step(float loss, float stepEta) {
        trainLoss.add(loss);
        if (!Float.isNaN(stepEta)) {
            eta.add(stepEta);
        }
    }

    void evaluation(
            int step,
            Evaluator.Result train,
            Optional<Evaluator.Result> validation,
            Evaluator.Result test) {
        evalSteps.add(step);
        evalTrainLoss.add(train.loss());
        evalTestLoss.add(test.loss());
        validation.ifPresent(result -> evalValidLoss.add(result.loss()));
        test.measure().ifPresent(evalTestMeasure::add);
    }

    Curves curves() {
        return new Curves(
                floats(trainLoss),
                evalSteps.stream().mapToInt(Integer::intValue).toArray(),
                floats(evalTrainLoss),
                floats(evalTestLoss),
                floats(evalTestMeasure),
                floats(eta),
                floats(evalValidLoss));
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
