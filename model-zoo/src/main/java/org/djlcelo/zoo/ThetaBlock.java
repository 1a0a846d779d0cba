package org.djlcelo.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The meta-parameters of a learned optimizer as the frozen parameters of a block, under their
 * names. An optimizer maps gradients to steps, not inputs to outputs, so there is no forward pass.
 */
final class ThetaBlock extends AbstractBlock {

    private ThetaBlock() {}

    /** Creates a block from safetensors; the arrays belong to the manager. */
    static ThetaBlock decode(NDManager manager, byte[] safetensors) {
        ThetaBlock block = new ThetaBlock();
        for (NDArray array : NDList.decode(manager, safetensors)) {
            Parameter parameter =
                    Parameter.builder()
                            .setName(array.getName())
                            .setType(Parameter.Type.OTHER)
                            .optRequiresGrad(false)
                            .build();
            parameter.setArray(array);
            block.addParameter(parameter);
        }
        block.initialize(manager, DataType.FLOAT32);
        return block;
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        throw new UnsupportedOperationException(
                "A learned optimizer has no forward pass; read its weights with getParameters() or"
                        + " train with it: CeloOptimizer.builder()");
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        throw new UnsupportedOperationException("A learned optimizer has no output");
    }
}
