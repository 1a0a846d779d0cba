package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

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
        tiny = manager.create(1e-30f);
        eps5 = manager.create(1e-5f);
        eps6 = manager.create(1e-6f);
        eps8 = manager.create(1e-8f);
        eps9 = manager.create(1e-9f);
        step = manager.create(0.001f);
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
        rowFloor = layout.rowsElse(1e-9f, 1);
        rootFloor =
                NDArrays.concat(
                        new NDList(
                                layout.biases(1e-9f).repeat(0, DECAYS),
                                layout.biases(1e-6f).repeat(0, DECAYS)),
                        0);
        noFactor = manager.ones(new Shape(2 * DECAYS, 1));
    }
}
