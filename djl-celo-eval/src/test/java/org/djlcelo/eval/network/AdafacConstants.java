package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.lopt.RuleConstants;

/** Numbers and tables of {@link AdafacRule}, made once for all steps of a batch. */
final class AdafacConstants {

    /** Momenta, and factored second moments. */
    static final int DECAYS = 3;

    final NDArray one;
    final NDArray tiny;
    final NDArray eps5;
    final NDArray eps6;
    final NDArray eps8;
    final NDArray eps9;
    final NDArray step;
    final NDArray statisticsOf;
    final NDArray rowFactorsOf;
    final NDArray columnFactorsOf;
    final NDArray tensorMeans;
    final NDArray toParameters;
    final NDArray inputs1;
    final NDArray inputs2;
    final NDArray units1;
    final NDArray units2;
    final NDArray rowMeans;
    final NDArray rowFloor;
    final NDArray rootFloor;
    final NDArray noFactor;

    AdafacConstants(NDManager manager) {
        one = manager.create(1f);
        RuleConstants numbers = RuleConstants.CELO;
        tiny = manager.create(RuleConstants.SQUARE_EPSILON);
        eps5 = manager.create(numbers.normalizationEpsilon());
        eps6 = manager.create(numbers.secondMomentEpsilon());
        eps8 = manager.create(numbers.statisticEpsilon());
        eps9 = manager.create(numbers.factorEpsilon());
        step = manager.create(numbers.stepMultiplier());
        AdafacLayout layout = new AdafacLayout(manager);
        statisticsOf = layout.statistics(2 * DECAYS);
        rowFactorsOf = layout.rowFactors(2 * DECAYS);
        columnFactorsOf = layout.columnFactors(2 * DECAYS);
        tensorMeans = layout.tensorMeans();
        toParameters = layout.toParameters();
        inputs1 = layout.overInputs(InnerMlp.IN);
        inputs2 = layout.overInputs(InnerMlp.HIDDEN);
        units1 = layout.overUnits(InnerMlp.HIDDEN);
        units2 = layout.overUnits(InnerMlp.OUT);
        rowMeans = layout.rowMeans();
        rowFloor = layout.rowsElse(numbers.factorEpsilon(), 1);
        rootFloor =
                NDArrays.concat(
                        new NDList(
                                layout.biases(numbers.factorEpsilon()).repeat(0, DECAYS),
                                layout.biases(AdafacMlp.VECTOR_MOMENTUM_EPSILON).repeat(0, DECAYS)),
                        0);
        noFactor = manager.ones(new Shape(2 * DECAYS, 1));
    }
}
